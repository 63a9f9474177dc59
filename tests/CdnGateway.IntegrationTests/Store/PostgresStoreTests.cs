using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Store;
using CdnGateway.Store.Postgres;
using Npgsql;

namespace CdnGateway.IntegrationTests.Store;

public sealed class PostgresStoreTests(PostgresServer server) : UsageStoreSuite
{
    private string _connectionString = "";

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
}
