using CdnGateway.Store;
using CdnGateway.Store.Postgres;
using CdnGateway.Usage;
using Npgsql;

namespace CdnGateway.Replicas;

/// <summary>What replicas say to each other through the database, a round trip each. Failures are <see cref="StoreFailedException"/>s.</summary>
internal sealed class ReplicaTables(PostgresDatabase database, TimeProvider time, TimeSpan? patience = null)
{
    /// <summary>A database that takes longer is as good as gone: who waits for it has a deadline.</summary>
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(3);

    private long _lastContact = time.GetTimestamp();

    /// <summary>When the last question was put that was answered; before there was any, when this process began.</summary>
    public long LastContact => Volatile.Read(ref _lastContact);

    public Task<int> BeatAsync(Guid replica, TimeSpan alive, long[] claims, CancellationToken cancellationToken) =>
        AskAsync<int>("SELECT replica_beat($1, $2, $3)", [replica, alive, claims], cancellationToken);

    public async Task LeaveAsync(Guid replica, CancellationToken cancellationToken)
    {
        await TellAsync("DELETE FROM replica_claim WHERE replica = $1", [replica], cancellationToken);
        await TellAsync("DELETE FROM replica WHERE id = $1", [replica], cancellationToken);
    }

    public Task<QuotaReply> TakeSlotAsync(QuotaTerms terms, int most, CancellationToken cancellationToken) => AskAsync(
        "SELECT slot, waits, pause FROM replica_take_slot($1, $2, $3, $4)",
        [terms.Key, most, terms.Span, terms.LongestHold],
        async (command, token) =>
        {
            await using var reader = await command.ExecuteReaderAsync(token);
            await reader.ReadAsync(token);
            return new QuotaReply(
                await reader.IsDBNullAsync(0, token) ? null : reader.GetInt64(0),
                reader.GetFieldValue<double[]>(1),
                TimeSpan.FromSeconds(reader.GetDouble(2)));
        },
        cancellationToken);

    /// <param name="slot">Which.</param>
    /// <param name="sinceAsked">From before the slot was asked for until the call left: no less than from its grant, by the database's clock.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public Task MarkSentAsync(long slot, TimeSpan sinceAsked, CancellationToken cancellationToken) =>
        TellAsync("UPDATE replica_slot SET sent_at = granted_at + $2 WHERE id = $1", [slot, sinceAsked], cancellationToken);

    public Task ReturnSlotAsync(long slot, CancellationToken cancellationToken) =>
        TellAsync("DELETE FROM replica_slot WHERE id = $1 AND sent_at IS NULL", [slot], cancellationToken);

    /// <summary>Counts a call that was sent without a slot so long ago.</summary>
    public Task CountAsync(string quota, TimeSpan ago, CancellationToken cancellationToken) => TellAsync(
        "INSERT INTO replica_slot (quota, granted_at, expires_at, sent_at) SELECT $1, t, t, t FROM (SELECT clock_timestamp() - $2) AS sent (t)",
        [quota, ago],
        cancellationToken);

    public Task PauseAsync(string quota, TimeSpan duration, CancellationToken cancellationToken) => TellAsync(
        """
        INSERT INTO replica_pause AS p (quota, paused_until) VALUES ($1, clock_timestamp() + $2)
        ON CONFLICT (quota) DO UPDATE SET paused_until = greatest(p.paused_until, excluded.paused_until)
        """,
        [quota, duration],
        cancellationToken);

    /// <returns>The claim; null when another replica is at a part of the window, or the series has another version.</returns>
    public Task<long?> ClaimAsync(
        Guid replica, TimeSpan alive, KeptAccount account, string subject, UsageWindow window, long version, CancellationToken cancellationToken) =>
        AskAsync<long?>(
            "SELECT replica_take_claim($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [.. SeriesOf(account, subject, window), version, replica, alive],
            cancellationToken);

    public Task<bool> IsClaimedByOthersAsync(
        Guid replica, KeptAccount account, string subject, UsageWindow window, CancellationToken cancellationToken) =>
        AskAsync<bool>("SELECT replica_claim_exists($1, $2, $3, $4, $5, $6, $7, $8)", [.. SeriesOf(account, subject, window), replica], cancellationToken);

    public Task ReleaseAsync(long claim, CancellationToken cancellationToken) =>
        TellAsync("DELETE FROM replica_claim WHERE id = $1", [claim], cancellationToken);

    private static object[] SeriesOf(KeptAccount account, string subject, UsageWindow window) =>
    [
        account.Name, account.Provider, account.Origin, account.Holder, subject, window.Start.ToUnixTimeSeconds(), window.End.ToUnixTimeSeconds(),
    ];

    private Task TellAsync(string sql, object[] values, CancellationToken cancellationToken) =>
        AskAsync(sql, values, static (command, token) => command.ExecuteNonQueryAsync(token), cancellationToken);

    private Task<T> AskAsync<T>(string sql, object[] values, CancellationToken cancellationToken) => AskAsync(
        sql,
        values,
        static async (command, token) => await command.ExecuteScalarAsync(token) is T value ? value : default!,
        cancellationToken);

    private Task<T> AskAsync<T>(
        string sql, object[] values, Func<NpgsqlCommand, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        database.GuardAsync("could not be reached by this replica", async () =>
        {
            var answer = AskOnceAsync(sql, values, read, cancellationToken);
            try
            {
                return await answer.WaitAsync(_patience, time, cancellationToken);
            }
            catch (Exception gaveUp) when (gaveUp is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"no answer within {_patience.TotalSeconds} s", gaveUp);
            }
            finally
            {
                _ = answer.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }
        });

    /// <remarks>Giving a command up takes the database's answer too, for as long as a network that swallows everything likes.</remarks>
    private async Task<T> AskOnceAsync<T>(
        string sql, object[] values, Func<NpgsqlCommand, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var asked = time.GetTimestamp();
        await using var command = database.DataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var answer = await read(command, either.Token);
        Volatile.Write(ref _lastContact, asked);
        return answer;
    }
}

/// <param name="Slot">The slot that was granted; null when there is none.</param>
/// <param name="Waits">In how many seconds each of the other slots in use is free again, ascending.</param>
/// <param name="Pause">For how long there is none.</param>
internal sealed record QuotaReply(long? Slot, double[] Waits, TimeSpan Pause);
