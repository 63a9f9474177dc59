using CdnGateway.Store;
using CdnGateway.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace CdnGateway.IntegrationTests.Store;

public sealed class SqliteStoreTests : UsageStoreSuite
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdngateway-store-");

    private string File => Path.Combine(_folder.FullName, "made", "by the store", "points.db");

    private protected override Task CreateDatabaseAsync() => Task.CompletedTask;

    private protected override ValueTask DropDatabaseAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected override IUsageStore Create() => new SqliteStore($"Data Source={File}");

    private protected override Task PretendNewerAsync() => ExecuteAsync("PRAGMA user_version = 999");

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
