using System.Net.Sockets;
using Npgsql;

namespace CdnGateway.Store.Postgres;

/// <summary>The connections to a PostgreSQL database, and its schema.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Of nobody else in the database, one hopes: the ASCII of "CDNGATEW".</summary>
    private const long MigrationLock = 0x43444E4741544557;

    /// <summary>Who has waited for a lock must see what was done under it, whatever isolation is usual in this database.</summary>
    private const string ReadCommitted = @"-c default_transaction_isolation=read\ committed";

    private readonly IReadOnlyList<Migration> _migrations;

    public PostgresDatabase(string connectionString)
        : this(connectionString, Migration.Of("Postgres"))
    {
    }

    internal PostgresDatabase(string connectionString, IReadOnlyList<Migration> migrations)
    {
        _migrations = migrations;
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false, PersistSecurityInfo = false };
        builder.ApplicationName ??= "CdnGateway";
        builder.MaxAutoPrepare = builder.MaxAutoPrepare == 0 ? 20 : builder.MaxAutoPrepare;
        builder.Options = $"{builder.Options} {ReadCommitted}".TrimStart();
        Name = $"PostgreSQL {builder.Host}/{builder.Database}";
        DataSource = NpgsqlDataSource.Create(builder);
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>For messages: where it is, without who asks or a password.</summary>
    public string Name { get; }

    /// <summary>Brings the schema up to date; of several that start at once one does it, and the others wait.</summary>
    public Task MigrateAsync(CancellationToken cancellationToken) => GuardAsync("could not be opened", async () =>
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS kept_schema (version integer PRIMARY KEY)", cancellationToken);
        await using var asking = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM kept_schema", connection);
        var current = (int)(await asking.ExecuteScalarAsync(cancellationToken))!;
        if (current > _migrations.Count)
        {
            throw new StoreFailedException(
                $"The store in {Name} is of a newer version of the gateway (schema {current}; this one knows {_migrations.Count}).",
                new InvalidOperationException("newer schema"));
        }

        foreach (var migration in _migrations.Skip(current))
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await ExecuteAsync(connection, $"INSERT INTO kept_schema (version) VALUES ({migration.Version})", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    });

    /// <summary>Does something, and says of what the database refuses that the store failed.</summary>
    public async Task GuardAsync(string failing, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (IsOfTheDatabase(failure))
        {
            throw Failed(failing, failure);
        }
    }

    /// <inheritdoc cref="GuardAsync(string, Func{Task})"/>
    public async Task<T> GuardAsync<T>(string failing, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (IsOfTheDatabase(failure))
        {
            throw Failed(failing, failure);
        }
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();

    private static bool IsOfTheDatabase(Exception failure) =>
        failure is NpgsqlException or IOException or SocketException or TimeoutException or InvalidDataException or ObjectDisposedException;

    private StoreFailedException Failed(string failing, Exception failure) =>
        new($"The store in {Name} {failing}: {(failure is ObjectDisposedException ? "its connections are closed" : failure.Message)}", failure);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
