using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Upstream.Quota;
using Npgsql;

namespace CdnGateway.IntegrationTests.Replicas;

/// <summary>What must not happen once in a year either.</summary>
public sealed class ReplicaFaultTests(PostgresServer server)
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Permit_that_was_granted_alone_is_not_sent_once_the_quota_is_shared_again()
    {
        const int limit = 6;
        var terms = ReplicaUnderTest.Terms(limit, TimeSpan.FromSeconds(4)) with { LongestHold = TimeSpan.FromSeconds(2) };
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var replica = await ReplicaUnderTest.StartAsync(database, terms, TimeSpan.FromSeconds(1));
        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: false);
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(replica.Pulse.IsAlone), "it misses the database");
        var leases = await Task.WhenAll(Enumerable.Range(0, limit).Select(_ => replica.AcquireAsync())); // as calls that wait for their connection
        ReplicaUnderTest.TrySend(leases[0]);

        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: true);
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(!replica.Pulse.IsAlone), "it has it back");

        foreach (var lease in leases[1..])
        {
            Should.Throw<IOException>(lease.MarkSent);
            Should.Throw<InvalidOperationException>(lease.MarkSent);
        }

        await replica.SendAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Permit_that_was_granted_alone_is_not_sent_by_a_replica_that_was_held_up_until_it_has_asked_again()
    {
        var clock = new HeldUpClock();
        var terms = ReplicaUnderTest.Terms(6, TimeSpan.FromSeconds(4));
        var deadAfter = TimeSpan.FromSeconds(15);
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var replica = await ReplicaUnderTest.StartAsync(database, terms, deadAfter, time: clock);
        await ReplicaUnderTest.UntilAsync(() => replica.AskAsync<bool>("SELECT count(*) = 1 FROM replica"), "it lives");
        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: false);
        clock.HoldUp(deadAfter);
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(replica.Pulse.IsAlone), "it misses the database");
        clock.HoldUp(terms.Span + terms.LongestHold); // and less than makes it unsure
        using var first = await replica.AcquireAsync();
        using var second = await replica.AcquireAsync();
        ReplicaUnderTest.Send(first);

        clock.HoldUp(2 * deadAfter); // by now the others may have the database back and share the whole quota

        Should.Throw<IOException>(second.MarkSent);
        replica.Quota.Remaining.ShouldBe(6); // the permit was given back, and the other counts no more
        await replica.SendAsync(); // once the database was asked again
    }

    [Fact(Timeout = 120_000)]
    public async Task Replica_whose_database_swallows_everything_sends_alone()
    {
        await using var way = new BlackHole(await server.CreateDatabaseAsync(cancellation));
        var terms = ReplicaUnderTest.Terms(10, TimeSpan.FromSeconds(1)) with { LongestHold = TimeSpan.FromSeconds(5) };
        await using var replica = await ReplicaUnderTest.StartAsync(way.ConnectionString, terms, deadAfter: TimeSpan.FromSeconds(6), patience: TimeSpan.FromSeconds(3));
        await replica.SendAsync();

        way.Open();

        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(replica.Pulse.IsAlone), "it is alone"); // giving a command up takes Npgsql a minute here
        await replica.SendAsync();
        replica.Pulse.IsAlone.ShouldBeTrue();
    }

    [Theory(Timeout = 120_000)]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task Slots_are_granted_once_whatever_isolation_is_usual_in_the_database(string isolation)
    {
        const int limit = 10;
        var terms = ReplicaUnderTest.Terms(limit, TimeSpan.FromMinutes(10));
        var database = await server.CreateDatabaseAsync(cancellation);
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await ReplicaUnderTest.ExecuteAsync(database, $"ALTER DATABASE {name} SET default_transaction_isolation = '{isolation}'");
        await using var replica = await ReplicaUnderTest.StartAsync(database, terms);

        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => replica.Tables.TakeSlotAsync(terms, limit, cancellation)));

        replies.Count(reply => reply.Slot is not null).ShouldBe(limit);
    }

    [Fact(Timeout = 60_000)]
    public async Task Line_goes_on_after_an_answer_that_nobody_expected()
    {
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var replica = await ReplicaUnderTest.StartAsync(database);
        await ReplicaUnderTest.ExecuteAsync(database, "ALTER FUNCTION replica_take_slot RENAME TO right_take_slot");
        await ReplicaUnderTest.ExecuteAsync(
            database,
            """
            CREATE FUNCTION replica_take_slot(text, integer, interval, interval, OUT slot bigint, OUT waits double precision[], OUT pause double precision)
            LANGUAGE sql AS 'SELECT NULL::bigint, NULL::double precision[], NULL::double precision'
            """);

        (await replica.AcquireAsync(TimeSpan.FromMilliseconds(200))).IsAcquired.ShouldBeFalse(); // told so, and not left to wait
        await ReplicaUnderTest.ExecuteAsync(database, "DROP FUNCTION replica_take_slot; ALTER FUNCTION right_take_slot RENAME TO replica_take_slot");

        await replica.SendAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Pulse_goes_on_when_somebody_fails_who_is_told_of_a_change()
    {
        var database = await server.CreateDatabaseAsync(cancellation);
        await using var replica = await ReplicaUnderTest.StartAsync(database, deadAfter: TimeSpan.FromSeconds(1));
        replica.Pulse.Changed += static (_, _) => throw new InvalidOperationException("a fault of ours");
        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: false);
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(replica.Pulse.IsAlone), "it misses the database");

        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: true);

        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(!replica.Pulse.IsAlone), "it has it back");
    }
}
