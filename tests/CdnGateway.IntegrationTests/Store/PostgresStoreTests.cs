using System.Diagnostics;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Store;
using CdnGateway.Store.Postgres;
using Npgsql;

namespace CdnGateway.IntegrationTests.Store;

public sealed class PostgresStoreTests(PostgresServer server) : UsageStoreSuite
{
    private string _connectionString = "";

    private protected override string Kind => "Postgres";

    private protected override string Ending => "sql";

    private protected override async Task CreateDatabaseAsync() => _connectionString = await server.CreateDatabaseAsync(Cancellation);

    private protected override ValueTask DropDatabaseAsync() => ValueTask.CompletedTask;

    private protected override IUsageStore Create() => new PostgresStore(_connectionString);

    private protected override Task PretendNewerAsync() => ExecuteAsync("INSERT INTO kept_schema (version) VALUES (999)");

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private protected override async Task<string> DescribeSchemaAsync()
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(
            """
            SELECT * FROM (
            SELECT format('%s.%s %s%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attnotnull THEN ' not null' ELSE '' END, a.attidentity, a.attstorage)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
            UNION ALL
            SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL
            SELECT format('%s(%s) %s %s', proname, pg_get_function_arguments(oid), pg_get_function_result(oid), md5(prosrc)) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
            ) AS lines (line) ORDER BY line COLLATE "C"
            """);
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        var lines = new List<string>();
        while (await rows.ReadAsync(Cancellation))
        {
            lines.Add(rows.GetString(0) + "\n");
        }

        return string.Concat(lines);
    }

    private protected override async Task ExportAsync(string file)
    {
        var at = new NpgsqlConnectionStringBuilder(_connectionString);
        var start = new ProcessStartInfo("pg_dump", ["--inserts", "--no-owner", "--no-privileges", "-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, at.Database!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["PGPASSWORD"] = at.Password;
        using var dump = Process.Start(start)!;
        var lines = (await dump.StandardOutput.ReadToEndAsync(Cancellation)).Split('\n');
        // Comments tell the day's version of pg_dump; what begins with a backslash is for psql alone.
        await File.WriteAllLinesAsync(file, lines.Where(line => line is not ([] or ['-', '-', ..] or ['\\', ..])), Cancellation);
    }

    private protected override async Task ImportAsync(string file)
    {
        _connectionString = await server.CreateDatabaseAsync(Cancellation);
        await using var connection = new NpgsqlConnection(_connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(await File.ReadAllTextAsync(file, Cancellation), connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
