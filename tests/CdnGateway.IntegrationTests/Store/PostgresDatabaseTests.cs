using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Store;
using CdnGateway.Store.Postgres;
using Npgsql;

namespace CdnGateway.IntegrationTests.Store;

public sealed class PostgresDatabaseTests(PostgresServer server)
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_is_migrated_by_one_of_many_that_start_at_once()
    {
        var connectionString = await server.CreateDatabaseAsync(cancellation);
        var databases = Enumerable.Range(0, 8).Select(_ => new PostgresDatabase(connectionString)).ToList();

        await Task.WhenAll(databases.Select(database => database.MigrateAsync(cancellation)));

        await using var command = databases[0].DataSource.CreateCommand("SELECT array_agg(version ORDER BY version) FROM kept_schema");
        (await command.ExecuteScalarAsync(cancellation)).ShouldBe(Enumerable.Range(1, Migration.Of("Postgres").Count).ToArray());
        await Task.WhenAll(databases.Select(database => database.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Migration_that_fails_leaves_nothing_behind()
    {
        var connectionString = await server.CreateDatabaseAsync(cancellation);
        await using var database = new PostgresDatabase(connectionString, [new Migration(1, "CREATE TABLE half (id integer); SELECT 1 / 0")]);

        await Should.ThrowAsync<StoreFailedException>(database.MigrateAsync(cancellation));

        await using var command = database.DataSource.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
        (await command.ExecuteScalarAsync(cancellation)).ShouldBe(0L);
    }

    [Fact]
    public async Task Wrong_password_is_refused_without_showing_it()
    {
        var connectionString = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync(cancellation)) { Password = "canary-password" };
        await using var database = new PostgresDatabase(connectionString.ConnectionString);

        var failure = await Should.ThrowAsync<StoreFailedException>(database.MigrateAsync(cancellation));

        failure.ToString().ShouldNotContain("canary");
        failure.Message.ShouldContain(connectionString.Database!);
    }

    [Fact]
    public async Task Options_of_the_user_hold_and_every_transaction_sees_what_is_committed()
    {
        var connectionString = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync(cancellation)) { Options = "-c statement_timeout=4321" };
        await using var database = new PostgresDatabase(connectionString.ConnectionString);

        await using var command = database.DataSource.CreateCommand(
            "SELECT current_setting('statement_timeout') || ', ' || current_setting('transaction_isolation')");
        (await command.ExecuteScalarAsync(cancellation)).ShouldBe("4321ms, read committed");
    }
}
