using System.IO.Compression;
using CdnGateway.Store;
using CdnGateway.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace CdnGateway.IntegrationTests.Store;

public sealed class SqliteStoreTests : UsageStoreSuite
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdngateway-store-");
    private string _file = "";

    private protected override string Kind => "Sqlite";

    private protected override string Ending => "db.gz";

    private protected override Task CreateDatabaseAsync()
    {
        _file = Path.Combine(_folder.FullName, "made", "by the store", "points.db");
        return Task.CompletedTask;
    }

    private protected override ValueTask DropDatabaseAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected override IUsageStore Create() => new SqliteStore($"Data Source={_file}");

    private protected override Task PretendNewerAsync() => ExecuteAsync("PRAGMA user_version = 999");

    private protected override Task ExecuteAsync(string sql) => QueryAsync(sql);

    private protected override async Task<string> DescribeSchemaAsync() => string.Concat(
        (await QueryAsync("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")).Select(sql => sql + ";\n"));

    private protected override async Task ExportAsync(string file)
    {
        await using var from = File.OpenRead(_file);
        await using var packed = new GZipStream(File.Create(file), CompressionLevel.SmallestSize);
        await from.CopyToAsync(packed, Cancellation);
    }

    private protected override async Task ImportAsync(string file)
    {
        _file = Path.Combine(_folder.FullName, Path.GetFileNameWithoutExtension(file));
        await using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        await using var to = File.Create(_file);
        await packed.CopyToAsync(to, Cancellation);
    }

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        var found = new List<string>();
        while (await rows.ReadAsync(Cancellation))
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}
