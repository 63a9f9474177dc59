using CdnGateway.Usage;
using Npgsql;

namespace CdnGateway.Store.Postgres;

/// <summary>The days of the curves in a PostgreSQL database.</summary>
internal sealed class PostgresPoints(NpgsqlDataSource source)
{
    private const string DaysOfSeries =
        """
        SELECT s.version, d.day, d.bandwidth, d.flow, d.asked
        FROM kept_series s LEFT JOIN kept_day d ON d.series = s.id AND d.day BETWEEN $3 AND $4
        WHERE s.account = $1 AND s.domain = $2
        """;

    public async Task ReadAsync(int account, string domain, KeptSeries into, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(DaysOfSeries);
        AddDays(command.Parameters, account, domain, into.Window);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await TakeDaysAsync(rows, into, cancellationToken);
    }

    /// <summary>Merges an answer in two round trips; between them the series is locked, and what fails leaves nothing behind.</summary>
    public async Task KeepAsync(int account, string domain, UsageSeries answer, uint askedAt, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var kept = new KeptSeries(PackedDay.WholeDaysOf(answer.Window));
        await LockAsync(connection, account, domain, kept, cancellationToken);
        kept.Take(answer, askedAt);
        await CommitAsync(connection, account, domain, PackedDay.AllOf(kept), cancellationToken);
    }

    /// <remarks>
    /// The upsert locks the series' row until the commit. The select is a statement of its own with a snapshot of its own, taken once the
    /// lock is held, so it sees what another replica has just committed. All in one round trip.
    /// </remarks>
    private static async Task LockAsync(NpgsqlConnection connection, int account, string domain, KeptSeries kept, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL READ COMMITTED"));
        var locking = new NpgsqlBatchCommand(
            """
            INSERT INTO kept_series AS s (account, domain, version) VALUES ($1, $2, 1)
            ON CONFLICT (account, domain) DO UPDATE SET version = s.version + 1
            """);
        locking.Parameters.AddValue(account);
        locking.Parameters.AddValue(domain);
        batch.BatchCommands.Add(locking);
        var reading = new NpgsqlBatchCommand(DaysOfSeries);
        AddDays(reading.Parameters, account, domain, kept.Window);
        batch.BatchCommands.Add(reading);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await TakeDaysAsync(rows, kept, cancellationToken);
    }

    private static async Task CommitAsync(
        NpgsqlConnection connection, int account, string domain, PackedDay[] days, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var writing = new NpgsqlBatchCommand(
            """
            INSERT INTO kept_day (series, day, bandwidth, flow, asked)
            SELECT s.id, d.day, d.bandwidth, d.flow, d.asked
            FROM kept_series s, unnest($3::integer[], $4::bytea[], $5::bytea[], $6::bytea[]) AS d (day, bandwidth, flow, asked)
            WHERE s.account = $1 AND s.domain = $2
            ON CONFLICT (series, day) DO UPDATE SET bandwidth = excluded.bandwidth, flow = excluded.flow, asked = excluded.asked
            """);
        writing.Parameters.AddValue(account);
        writing.Parameters.AddValue(domain);
        writing.Parameters.AddValue(Array.ConvertAll(days, day => day.Number));
        writing.Parameters.AddValue(Array.ConvertAll(days, day => day.Bandwidth));
        writing.Parameters.AddValue(Array.ConvertAll(days, day => day.Flow));
        writing.Parameters.AddValue(Array.ConvertAll(days, day => day.Asked));
        batch.BatchCommands.Add(writing);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task TakeDaysAsync(NpgsqlDataReader rows, KeptSeries into, CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            into.Version = rows.GetInt64(0);
            if (!await rows.IsDBNullAsync(1, cancellationToken))
            {
                PackedDay.Unpack(
                    rows.GetInt32(1), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3), rows.GetFieldValue<byte[]>(4), into);
            }
        }
    }

    private static void AddDays(NpgsqlParameterCollection parameters, int account, string domain, UsageWindow window)
    {
        parameters.AddValue(account);
        parameters.AddValue(domain);
        parameters.AddValue(PackedDay.NumberOf(window.Start));
        parameters.AddValue(PackedDay.LastNumberOf(window));
    }
}
