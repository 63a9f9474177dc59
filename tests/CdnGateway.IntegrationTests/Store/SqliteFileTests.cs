using CdnGateway.Store;
using CdnGateway.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace CdnGateway.IntegrationTests.Store;

public sealed class SqliteFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cdngateway-file-");
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    private string DatabaseFile => Path.Combine(folder.FullName, "points.db");

    [Fact]
    public async Task File_that_is_no_database_is_refused_and_left_as_it_is()
    {
        await File.WriteAllTextAsync(DatabaseFile, new string('x', 9000), cancellation);

        var failure = await RefusedAsync(DatabaseFile);

        failure.Message.ShouldContain("the file is not an SQLite database");
        (await File.ReadAllTextAsync(DatabaseFile, cancellation)).ShouldBe(new string('x', 9000));
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_left_as_it_is()
    {
        await ExecuteAsync("CREATE TABLE theirs (id INTEGER)");
        var before = await File.ReadAllBytesAsync(DatabaseFile, cancellation);

        var failure = await RefusedAsync(DatabaseFile);

        failure.Message.ShouldContain("the file is another program's database");
        (await File.ReadAllBytesAsync(DatabaseFile, cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task Directory_in_the_files_place_is_refused()
    {
        Directory.CreateDirectory(DatabaseFile);

        (await RefusedAsync(DatabaseFile)).Message.ShouldContain("unable to open");
    }

    [Fact]
    public async Task File_in_the_directorys_place_is_refused()
    {
        await File.WriteAllTextAsync(DatabaseFile, "", cancellation);

        await RefusedAsync(Path.Combine(DatabaseFile, "points.db"));
    }

    [Fact]
    public async Task File_that_is_deleted_under_the_store_is_noticed_by_the_check()
    {
        await using var store = new SqliteStore($"Data Source={DatabaseFile}");
        await store.OpenAsync([Curves.Jd], cancellation);
        File.Delete(DatabaseFile);

        (await Should.ThrowAsync<StoreFailedException>(store.CheckAsync(cancellation))).Message.ShouldContain("the file is gone");
    }

    [Fact]
    public async Task Lock_that_another_process_keeps_fails_the_write_and_nothing_else()
    {
        await using var store = new SqliteStore($"Data Source={DatabaseFile}");
        await store.OpenAsync([Curves.Jd], cancellation);
        await store.KeepAsync("jd", Curves.Domain, Curves.Answer(Curves.Window(0, 10), 1), Curves.Midnight, cancellation);
        await using (var blocking = await ConnectAsync())
        {
            await ExecuteAsync(blocking, "BEGIN IMMEDIATE");

            var failure = await Should.ThrowAsync<StoreFailedException>(
                store.KeepAsync("jd", Curves.Domain, Curves.Answer(Curves.Window(0, 10), 2), Curves.Midnight, cancellation));
            failure.Message.ShouldContain("database is locked");
            (await ReadAsync(store)).Version.ShouldBe(1);
            await ExecuteAsync(blocking, "ROLLBACK");
        }

        await store.KeepAsync("jd", Curves.Domain, Curves.Answer(Curves.Window(0, 10), 3), Curves.Midnight, cancellation);
        (await ReadAsync(store)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Schema_is_made_by_one_of_many_that_start_at_once()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => new SqliteStore($"Data Source={DatabaseFile}")).ToList();

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.OpenAsync([Curves.Jd], cancellation), cancellation)));

        foreach (var store in stores)
        {
            await store.CheckAsync(cancellation);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public void Migration_that_fails_leaves_nothing_behind()
    {
        var database = new SqliteDatabase($"Data Source={DatabaseFile}", [new Migration(1, "CREATE TABLE half (id INTEGER); SELECT nonsense")]);

        Should.Throw<SqliteException>(database.Migrate);

        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema";
        command.ExecuteScalar().ShouldBe(0L);
    }

    [Fact]
    public async Task Commits_are_on_the_disk_and_readers_wait_for_nobody()
    {
        var database = new SqliteDatabase($"Data Source={DatabaseFile}");
        database.Migrate();
        await using var connection = database.Connect();

        (await ScalarAsync(connection, "PRAGMA journal_mode")).ShouldBe("wal");
        (await ScalarAsync(connection, "PRAGMA synchronous")).ShouldBe(2L);
        (await ScalarAsync(connection, "PRAGMA foreign_keys")).ShouldBe(1L);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<StoreFailedException> RefusedAsync(string file)
    {
        await using var store = new SqliteStore($"Data Source={file}");
        var failure = await Should.ThrowAsync<StoreFailedException>(store.OpenAsync([Curves.Jd], cancellation));
        failure.Message.ShouldContain(file);
        failure.Message.ShouldNotContain("Data Source");
        return failure;
    }

    private async Task<KeptSeries> ReadAsync(SqliteStore store)
    {
        var kept = new KeptSeries(Curves.Window(0, 10));
        await store.ReadAsync("jd", Curves.Domain, kept, cancellation);
        return kept;
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await ExecuteAsync(connection, sql);
    }

    private async Task ExecuteAsync(SqliteConnection connection, string sql) => await ScalarAsync(connection, sql);

    private async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellation);
    }
}
