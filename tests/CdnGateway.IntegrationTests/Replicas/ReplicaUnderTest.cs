using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Providers;
using CdnGateway.Replicas;
using CdnGateway.Store;
using CdnGateway.Store.Postgres;
using CdnGateway.Upstream.Quota;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdnGateway.IntegrationTests.Replicas;

/// <summary>What one gateway has of a database that it shares with others: a store with connections of its own, a pulse, a quota and claims.</summary>
internal sealed class ReplicaUnderTest : IAsyncDisposable
{
    public static readonly KeptAccount Account = new("jd", "jdcloud", "https://provider.example", "holder");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Long enough that a machine that stalls for some seconds makes nobody dead to the others, and no database gone.</summary>
    private static readonly TimeSpan Unhurried = TimeSpan.FromSeconds(30);

    private ReplicaUnderTest(string connectionString, QuotaTerms terms, TimeSpan deadAfter, TimeSpan patience, TimeProvider time)
    {
        Store = new PostgresStore(connectionString);
        Tables = new ReplicaTables(Database, time, patience);
        Pulse = new ReplicaPulse(Tables, time, NullLogger<ReplicaPulse>.Instance, deadAfter);
        Quota = new SharedQuota(terms, Tables, Pulse, time, NullLogger<SharedQuota>.Instance);
        Claims = new SharedClaims(Tables, Pulse, [Account], time, NullLogger<SharedClaims>.Instance);
    }

    public PostgresStore Store { get; }

    public PostgresDatabase Database => Store.Database;

    public ReplicaTables Tables { get; }

    public ReplicaPulse Pulse { get; }

    public SharedQuota Quota { get; }

    public SharedClaims Claims { get; }

    public static async Task<ReplicaUnderTest> StartAsync(
        string connectionString, QuotaTerms? terms = null, TimeSpan? deadAfter = null, bool beats = true, TimeProvider? time = null, TimeSpan? patience = null)
    {
        // Generous enough that a busy machine loses no connection for lack of them.
        var connections = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 20 }.ConnectionString;
        var replica = new ReplicaUnderTest(connections, terms ?? Terms(10, TimeSpan.FromSeconds(1)), deadAfter ?? Unhurried, patience ?? Unhurried, time ?? TimeProvider.System);
        await replica.Store.OpenAsync([Account], TestContext.Current.CancellationToken);
        if (beats)
        {
            await replica.Pulse.StartAsync(TestContext.Current.CancellationToken);
        }

        return replica;
    }

    public static QuotaTerms Terms(int limit, TimeSpan window) => new()
    {
        Key = "jdcloud/pin",
        Limit = limit,
        Window = window,
        Margin = TimeSpan.FromMilliseconds(10),
        LongestHold = TimeSpan.FromSeconds(10),
    };

    public Task<QuotaLease> AcquireAsync(TimeSpan? longestWait = null) =>
        Quota.AcquireAsync(Urgency.OfRequest, longestWait ?? Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken).AsTask();

    public Task<QuotaLease> AcquireInBackgroundAsync(CancellationToken promoted = default, TimeSpan? longestWait = null) =>
        Quota.AcquireAsync(new Urgency(IsInteractive: false, promoted), longestWait ?? Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken).AsTask();

    /// <summary>Makes a call, and says when it was sent; with another permit, if a busy machine holds one for too long.</summary>
    public async Task<long> SendAsync()
    {
        while (true)
        {
            using var lease = await AcquireAsync();
            lease.IsAcquired.ShouldBeTrue();
            if (TrySend(lease) is { } stamp)
            {
                return stamp;
            }
        }
    }

    /// <summary>Null for a permit that was held for too long: nothing left.</summary>
    public static long? TrySend(QuotaLease lease)
    {
        try
        {
            return Send(lease);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <remarks>The stamp is taken before the lease's own: two of them are closer together than what was counted.</remarks>
    public static long Send(QuotaLease lease)
    {
        var stamp = TimeProvider.System.GetTimestamp();
        lease.MarkSent();
        return stamp;
    }

    /// <summary>As a process that is killed: its connections are gone, and nothing was said.</summary>
    public ValueTask VanishAsync() => Database.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Quota.DisposeAsync();
        await Pulse.DisposeAsync();
        await Store.DisposeAsync();
    }

    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(patience ?? Patience, what);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets nobody connect to the database and ends the connections there are, or lets everybody connect again.</summary>
    public static Task AllowConnectionsAsync(string database, bool allow)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        return ExecuteAsync(
            new NpgsqlConnectionStringBuilder(database) { Database = "postgres" }.ConnectionString,
            $"ALTER DATABASE {name} ALLOW_CONNECTIONS {allow}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND NOT {allow}");
    }

    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
