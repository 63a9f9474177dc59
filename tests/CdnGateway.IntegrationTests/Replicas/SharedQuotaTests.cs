using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Replicas;
using CdnGateway.Upstream;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.IntegrationTests.Replicas;

public sealed class SharedQuotaTests(PostgresServer server)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Two_replicas_with_hundreds_of_callers_use_the_quota_and_never_exceed_it()
    {
        const int limit = 60;
        var window = TimeSpan.FromSeconds(3); // long enough that what a loaded machine loses of each does not count
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var one = await ReplicaUnderTest.StartAsync(database, ReplicaUnderTest.Terms(limit, window));
        await using var other = await ReplicaUnderTest.StartAsync(database, ReplicaUnderTest.Terms(limit, window));

        var sends = await Task.WhenAll(Enumerable.Range(0, 301).Select(i => (i % 2 == 0 ? one : other).SendAsync()));

        sends.ShouldNeverExceed(limit, window);
        sends.PartUsed(limit, window).ShouldBeGreaterThan(0.6); // every other window lost would be 0.5
    }

    [Fact(Timeout = 120_000)]
    public async Task Quota_of_a_second_is_kept_and_used_as_well()
    {
        const int limit = 20;
        var window = TimeSpan.FromSeconds(1);
        var terms = ReplicaUnderTest.Terms(limit, window) with { Margin = UpstreamChannel.MarginOf(window) };
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var one = await ReplicaUnderTest.StartAsync(database, terms);
        await using var other = await ReplicaUnderTest.StartAsync(database, terms);

        var sends = await Task.WhenAll(Enumerable.Range(0, 161).Select(i => (i % 2 == 0 ? one : other).SendAsync()));

        sends.ShouldNeverExceed(limit, window);
        sends.PartUsed(limit, terms.Span).ShouldBeGreaterThan(0.6);
    }

    [Fact(Timeout = 60_000)]
    public async Task Slots_that_are_asked_for_at_the_same_moment_are_granted_once()
    {
        const int limit = 5;
        var (one, other) = await TwoAsync(ReplicaUnderTest.Terms(limit, Long));
        await using var first = one;
        await using var second = other;
        for (var round = 0; round < 20; round++)
        {
            var terms = ReplicaUnderTest.Terms(limit, Long) with { Key = $"round {round}" };
            var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? one : other).Tables.TakeSlotAsync(terms, limit, cancellation)));
            replies.Count(reply => reply.Slot is not null).ShouldBe(limit, terms.Key);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Replica_that_vanishes_with_permits_is_counted_and_the_other_goes_on()
    {
        const int limit = 10;
        var terms = ReplicaUnderTest.Terms(limit, TimeSpan.FromSeconds(1)) with { LongestHold = TimeSpan.FromSeconds(5) };
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var killed = await ReplicaUnderTest.StartAsync(database, terms);
        await using var other = await ReplicaUnderTest.StartAsync(database, terms);
        var leases = new List<QuotaLease>();
        for (var i = 0; i < 6; i++)
        {
            leases.Add(await killed.AcquireAsync());
        }

        List<long?> sends = [ReplicaUnderTest.TrySend(leases[0]), ReplicaUnderTest.TrySend(leases[1])];
        await killed.VanishAsync();
        sends.Add(ReplicaUnderTest.TrySend(leases[2])); // which the database never hears of
        var others = Task.WhenAll(Enumerable.Range(0, 60).Select(_ => other.SendAsync()));
        var late = TimeProvider.System.GetTimestamp();
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(TimeProvider.System.GetElapsedTime(late) > 0.9 * terms.LongestHold), "it is late");
        sends.Add(ReplicaUnderTest.TrySend(leases[3])); // at the last moment, if it is not too late

        sends.OfType<long>().Concat(await others).ShouldNeverExceed(limit, terms.Window);
        (await other.Tables.TakeSlotAsync(terms, most: 0, cancellation)).Waits.Length.ShouldBeLessThanOrEqualTo(limit);
    }

    [Fact(Timeout = 60_000)]
    public async Task Permit_that_is_too_old_is_not_sent_and_is_given_back()
    {
        var terms = ReplicaUnderTest.Terms(1, Long) with { LongestHold = TimeSpan.FromMilliseconds(1) };
        await using var replica = await ReplicaUnderTest.StartAsync(await server.CreateDatabaseAsync(cancellation), terms);
        using var lease = await replica.AcquireAsync();
        await ReplicaUnderTest.UntilAsync(
            () => replica.AskAsync<bool>("SELECT bool_and(expires_at < clock_timestamp()) FROM replica_slot"), "the permit expires");

        Should.Throw<IOException>(lease.MarkSent);
        Should.Throw<InvalidOperationException>(lease.MarkSent);

        await ReplicaUnderTest.UntilAsync(() => replica.AskAsync<bool>("SELECT count(*) = 0 FROM replica_slot"), "the slot is free");
    }

    [Fact(Timeout = 60_000)]
    public async Task Permit_given_back_unsent_goes_to_the_other_replica()
    {
        var (one, other) = await TwoAsync(ReplicaUnderTest.Terms(1, Long));
        await using var first = one;
        await using var second = other;
        var held = await one.AcquireAsync();
        var waiting = other.AcquireAsync();

        held.Dispose();

        (await waiting).IsAcquired.ShouldBeTrue();
    }

    [Fact(Timeout = 60_000)]
    public async Task Background_of_all_replicas_leaves_the_rest_to_requests()
    {
        var (one, other) = await TwoAsync(ReplicaUnderTest.Terms(4, Long));
        await using var first = one;
        await using var second = other;
        using var promotion = new CancellationTokenSource();
        ReplicaUnderTest.Send(await one.AcquireInBackgroundAsync());
        ReplicaUnderTest.Send(await other.AcquireInBackgroundAsync());

        var refused = await one.AcquireInBackgroundAsync(longestWait: TimeSpan.FromMinutes(1));
        refused.IsAcquired.ShouldBeFalse();
        refused.RetryAfter!.Value.ShouldBeInRange(TimeSpan.FromMinutes(9), Long + TimeSpan.FromSeconds(1));
        var promoted = other.AcquireInBackgroundAsync(promotion.Token);
        await one.SendAsync();
        promoted.IsCompleted.ShouldBeFalse();

        await promotion.CancelAsync();
        (await promoted).MarkSent();
        await ReplicaUnderTest.UntilAsync(() => one.AskAsync<bool>("SELECT count(*) = 4 FROM replica_slot WHERE sent_at IS NOT NULL"), "all are counted");
    }

    [Fact(Timeout = 60_000)]
    public async Task Requests_are_served_before_the_background_that_came_earlier()
    {
        await using var replica = await ReplicaUnderTest.StartAsync(await server.CreateDatabaseAsync(cancellation), ReplicaUnderTest.Terms(1, Long));
        var held = await replica.AcquireAsync();
        var background = replica.AcquireInBackgroundAsync();
        var request = replica.AcquireAsync();

        held.Dispose();

        (await request).IsAcquired.ShouldBeTrue();
        background.IsCompleted.ShouldBeFalse();
    }

    [Fact(Timeout = 60_000)]
    public async Task Turn_after_the_deadline_is_told_at_once_with_its_wait()
    {
        var (one, other) = await TwoAsync(ReplicaUnderTest.Terms(1, Long));
        await using var first = one;
        await using var second = other;
        await one.SendAsync();

        var refused = await other.AcquireAsync(Long / 2);

        refused.IsAcquired.ShouldBeFalse();
        refused.RetryAfter!.Value.ShouldBeInRange(Long / 2, Long + TimeSpan.FromSeconds(1));
    }

    [Fact(Timeout = 60_000)]
    public async Task Pause_holds_for_all_replicas()
    {
        var (one, other) = await TwoAsync(ReplicaUnderTest.Terms(5, Long));
        await using var first = one;
        await using var second = other;

        one.Quota.Pause(Long);
        one.Quota.Pause(TimeSpan.FromSeconds(1));

        (await one.AcquireAsync(TimeSpan.FromMinutes(1))).IsAcquired.ShouldBeFalse();
        await ReplicaUnderTest.UntilAsync(() => one.AskAsync<bool>("SELECT count(*) = 1 FROM replica_pause"), "the pause is told");
        (await other.AcquireAsync(TimeSpan.FromMinutes(1))).RetryAfter!.Value.ShouldBeInRange(Long - TimeSpan.FromMinutes(1), Long);
    }

    [Fact(Timeout = 60_000)]
    public async Task Replica_that_stops_gives_back_what_it_has_not_sent()
    {
        var (one, other) = await TwoAsync(ReplicaUnderTest.Terms(2, Long) with { Farewell = TimeSpan.FromSeconds(30) });
        await using var second = other;
        var unsent = await one.AcquireAsync();
        ReplicaUnderTest.Send(await one.AcquireAsync());
        var waiting = one.AcquireAsync();

        unsent.Dispose();
        (await waiting).Dispose();
        await one.DisposeAsync();

        (await other.AskAsync<long>("SELECT count(*) FROM replica_slot WHERE sent_at IS NOT NULL")).ShouldBe(1);
        (await other.AskAsync<long>("SELECT count(*) FROM replica_slot")).ShouldBe(1);
        await ReplicaUnderTest.UntilAsync(() => other.AskAsync<bool>("SELECT count(*) = 1 FROM replica"), "it has said goodbye");
    }

    [Fact(Timeout = 60_000)]
    public async Task Remaining_is_that_of_all_replicas()
    {
        var (one, other) = await TwoAsync(ReplicaUnderTest.Terms(5, Long));
        await using var first = one;
        await using var second = other;
        await one.SendAsync();
        await one.SendAsync();

        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(other.Quota.Remaining == 3), "the other has heard of it");
    }

    [Fact(Timeout = 120_000)]
    public async Task Database_that_goes_and_comes_back_lets_nobody_exceed_the_quota()
    {
        const int limit = 10;
        var deadAfter = TimeSpan.FromSeconds(2);
        var terms = ReplicaUnderTest.Terms(limit, TimeSpan.FromSeconds(1)) with { LongestHold = TimeSpan.FromSeconds(1) };
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var one = await ReplicaUnderTest.StartAsync(database, terms, deadAfter);
        await using var other = await ReplicaUnderTest.StartAsync(database, terms, deadAfter);
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(one.Pulse.Alive == 2 && other.Pulse.Alive == 2), "they see each other");
        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 30).Select(i => CallAsync(i % 2 == 0 ? one : other, enough.Token)).ToList();

        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: false);
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(one.Pulse.IsAlone && other.Pulse.IsAlone), "they miss it");
        using (var lease = await one.AcquireAsync())
        {
            lease.IsAcquired.ShouldBeTrue(); // on its own
        }

        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: true);
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(!one.Pulse.IsAlone && !other.Pulse.IsAlone), "they are together again");
        await one.SendAsync();
        await other.SendAsync();
        await enough.CancelAsync();

        var sends = (await Task.WhenAll(callers)).SelectMany(c => c).ToList();
        sends.Count.ShouldBeGreaterThan(3 * limit);
        sends.ShouldNeverExceed(limit, terms.Window);
    }

    private static async Task<List<long>> CallAsync(ReplicaUnderTest replica, CancellationToken enough)
    {
        var sends = new List<long>();
        while (!enough.IsCancellationRequested)
        {
            using var lease = await replica.AcquireAsync(TimeSpan.FromSeconds(30));
            if (lease.IsAcquired && ReplicaUnderTest.TrySend(lease) is { } stamp)
            {
                sends.Add(stamp);
            }
        }

        return sends;
    }

    private async Task<(ReplicaUnderTest One, ReplicaUnderTest Other)> TwoAsync(QuotaTerms terms)
    {
        var database = await server.CreateDatabaseAsync(cancellation);
        return (await ReplicaUnderTest.StartAsync(database, terms), await ReplicaUnderTest.StartAsync(database, terms));
    }
}
