using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.IntegrationTests.Replicas;

public sealed class SharedClaimsTests(PostgresServer server)
{
    private const string Account = "jd";
    private const string Domain = "a.example.com";
    private static readonly DateTimeOffset Midnight = new(2024, 5, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Two_replicas_that_race_never_both_hold_a_part_of_a_window()
    {
        const int seed = 5;
        var (one, other) = await TwoAsync();
        await using var first = one;
        await using var second = other;
        var held = new List<(ReplicaUnderTest Replica, UsageWindow Window)>();
        var (granted, refused) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(racer => Task.Run(async () =>
        {
            var random = new Random(seed + racer);
            var replica = racer % 2 == 0 ? one : other;
            for (var i = 0; i < 100; i++)
            {
                var window = Window(random.Next(0, 12), random.Next(1, 4));
                if (await ClaimAsync(replica, window) is not { } claim)
                {
                    Interlocked.Increment(ref refused);
                    continue;
                }

                Interlocked.Increment(ref granted);
                lock (held)
                {
                    held.ShouldNotContain(h => h.Replica != replica && h.Window.Start < window.End && window.Start < h.Window.End, $"seed {seed}");
                    held.Add((replica, window));
                }

                await Task.Yield();
                lock (held)
                {
                    held.Remove((replica, window));
                }

                await claim.DisposeAsync();
            }
        })));

        granted.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(0);
        (await one.AskAsync<long>("SELECT count(*) FROM replica_claim")).ShouldBe(0);
    }

    [Fact]
    public async Task Windows_and_domains_beside_each_other_are_nobody_elses_business()
    {
        var (one, other) = await TwoAsync();
        await using var first = one;
        await using var second = other;
        await using var claim = await ClaimAsync(one, Window(2, 2));

        (await ClaimAsync(other, Window(0, 2))).ShouldNotBeNull();
        (await ClaimAsync(other, Window(4, 2))).ShouldNotBeNull();
        (await other.Claims.TryClaimAsync(Account, "b.example.com", Window(2, 2), version: 0, cancellation)).ShouldNotBeNull();
        (await ClaimAsync(other, Window(3, 2))).ShouldBeNull();
        (await ClaimAsync(one, Window(3, 1))).ShouldNotBeNull(); // among its own calls a replica keeps order itself
    }

    [Fact]
    public async Task Series_that_has_changed_since_it_was_read_is_not_claimed()
    {
        await using var replica = await ReplicaUnderTest.StartAsync(await server.CreateDatabaseAsync(cancellation));
        var version = await KeepAsync(replica);

        (await ClaimAsync(replica, Window(0, 1))).ShouldBeNull(); // as of before there was anything
        (await ClaimAsync(replica, Window(0, 1), version)).ShouldNotBeNull();
        await KeepAsync(replica);
        (await ClaimAsync(replica, Window(0, 1), version)).ShouldBeNull();
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_waits_comes_back_when_the_other_is_done()
    {
        var (one, other) = await TwoAsync();
        await using var first = one;
        await using var second = other;
        var claim = await ClaimAsync(one, Window(0, 5));
        var waiting = other.Claims.WaitAsync(Account, Domain, Window(4, 5), cancellation);
        await other.Claims.WaitAsync(Account, Domain, Window(5, 5), cancellation);
        waiting.IsCompleted.ShouldBeFalse();

        var version = await KeepAsync(one);
        await claim!.DisposeAsync();

        await waiting;
        (await VersionAsync(other)).ShouldBe(version);
        (await ClaimAsync(other, Window(4, 5))).ShouldBeNull(); // it has to read again first
        (await ClaimAsync(other, Window(4, 5), version)).ShouldNotBeNull();
    }

    [Fact(Timeout = 60_000)]
    public async Task Claim_of_a_replica_that_died_is_gone_soon()
    {
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var killed = await ReplicaUnderTest.StartAsync(database, deadAfter: TimeSpan.FromSeconds(1));
        await using var other = await ReplicaUnderTest.StartAsync(database);
        (await ClaimAsync(killed, Window(0, 5))).ShouldNotBeNull();
        await killed.VanishAsync();
        var began = TimeProvider.System.GetTimestamp();

        await other.Claims.WaitAsync(Account, Domain, Window(0, 5), cancellation);

        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20)); // who lives has it for half a minute
        (await ClaimAsync(other, Window(0, 5))).ShouldNotBeNull();
    }

    [Fact(Timeout = 60_000)]
    public async Task Claim_of_a_replica_that_lives_is_kept_alive()
    {
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var living = await ReplicaUnderTest.StartAsync(database, deadAfter: TimeSpan.FromSeconds(9)); // which a machine that stalls does not outlast
        await using var other = await ReplicaUnderTest.StartAsync(database);
        await using var claim = await ClaimAsync(living, Window(0, 5));
        var first = await other.AskAsync<DateTime>("SELECT expires_at FROM replica_claim");

        await ReplicaUnderTest.UntilAsync(
            async () => await other.AskAsync<DateTime>("SELECT expires_at FROM replica_claim") > first + TimeSpan.FromSeconds(1), "it is renewed");

        (await ClaimAsync(other, Window(0, 5))).ShouldBeNull();
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_database_everything_is_granted()
    {
        await using var replica = await ReplicaUnderTest.StartAsync(await server.CreateDatabaseAsync(cancellation), beats: false);
        await replica.VanishAsync();

        await using var claim = await ClaimAsync(replica, Window(0, 5));

        claim.ShouldNotBeNull();
        await replica.Claims.WaitAsync(Account, Domain, Window(0, 5), cancellation);
    }

    [Fact(Timeout = 60_000)]
    public async Task Replica_that_stops_takes_its_claims_with_it()
    {
        var (one, other) = await TwoAsync();
        await using var second = other;
        (await ClaimAsync(one, Window(0, 5))).ShouldNotBeNull();

        await one.DisposeAsync();

        (await ClaimAsync(other, Window(0, 5))).ShouldNotBeNull();
    }

    private static UsageWindow Window(int first, int count)
    {
        var start = Midnight + first * UsageWindow.Interval;
        return UsageWindow.Of(start, start + count * UsageWindow.Interval);
    }

    /// <returns>The version that the series has then.</returns>
    private async Task<long> KeepAsync(ReplicaUnderTest replica)
    {
        await replica.Store.KeepAsync(Account, Domain, new UsageSeries(Window(0, 1)), Midnight, cancellation);
        return await VersionAsync(replica);
    }

    private async Task<long> VersionAsync(ReplicaUnderTest replica)
    {
        var series = new KeptSeries(Window(0, 1));
        await replica.Store.ReadAsync(Account, Domain, series, cancellation);
        return series.Version;
    }

    private ValueTask<IAsyncDisposable?> ClaimAsync(ReplicaUnderTest replica, UsageWindow window, long version = 0) =>
        replica.Claims.TryClaimAsync(Account, Domain, window, version, cancellation);

    private async Task<(ReplicaUnderTest One, ReplicaUnderTest Other)> TwoAsync()
    {
        var database = await server.CreateDatabaseAsync(cancellation);
        return (await ReplicaUnderTest.StartAsync(database), await ReplicaUnderTest.StartAsync(database));
    }
}
