using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CdnGateway.Store.Sqlite;

/// <summary>An SQLite file: how it is opened, and its schema.</summary>
internal sealed class SqliteDatabase
{
    /// <summary>Tells the file from another program's: the ASCII of "CDNG".</summary>
    private const long ApplicationId = 0x43444E47;

    /// <summary>A day is some 2.6 KiB: in pages of the usual 4 KiB it is torn in two, which nearly doubles the file and halves the speed.</summary>
    private const int PageSize = 16384;

    private const int NotADatabase = 26;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<Migration> _migrations;
    private readonly string _connectionString;

    public SqliteDatabase(string connectionString)
        : this(connectionString, Migration.Of("Sqlite"))
    {
    }

    internal SqliteDatabase(string connectionString, IReadOnlyList<Migration> migrations)
    {
        _migrations = migrations;
        var builder = new SqliteConnectionStringBuilder(connectionString)
        {
            Pooling = false, // the store keeps its connections, and a closed store lets go of the file
            ForeignKeys = true,
            DefaultTimeout = (int)Patience.TotalSeconds,
        };
        Path = System.IO.Path.GetFullPath(builder.DataSource);
        builder.DataSource = Path;
        _connectionString = builder.ConnectionString;
    }

    public string Path { get; }

    /// <summary>Opens a connection that waits for others' locks some seconds, and has its commits on the disk when they return.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {Patience.TotalMilliseconds}");
            Execute(connection, "PRAGMA synchronous = FULL");
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes the file if there is none, and brings its schema up to date; of several that start at once one does it.</summary>
    public void Migrate()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        using var connection = Connect();
        RefuseStrangers(connection);
        Execute(connection, $"PRAGMA page_size = {PageSize}");
        var mode = Scalar(connection, "PRAGMA journal_mode = WAL") as string;
        if (mode != "wal")
        {
            throw new IOException($"its file system does not allow a write-ahead log (journal mode {mode})");
        }

        Execute(connection, "BEGIN IMMEDIATE");
        var current = RefuseStrangers(connection);
        foreach (var migration in _migrations.Skip(current))
        {
            Execute(connection, migration.Sql);
        }

        if (current < _migrations.Count)
        {
            Execute(connection, $"PRAGMA user_version = {_migrations.Count}; PRAGMA application_id = {ApplicationId}");
        }

        Execute(connection, "COMMIT");
    }

    /// <summary>True for what the file, the disk or the database is to blame for.</summary>
    public static bool IsToBlame(Exception failure) =>
        failure is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException;

    public StoreFailedException Failed(string failing, Exception failure) => new(
        failure is SqliteException { SqliteErrorCode: NotADatabase }
            ? $"The store in {Path} {failing}: the file is not an SQLite database."
            : $"The store in {Path} {failing}: {failure.Message}",
        failure);

    /// <summary>The version of the file's schema; 0 for a new one.</summary>
    private int RefuseStrangers(SqliteConnection connection)
    {
        var tables = Number(connection, "SELECT count(*) FROM sqlite_schema");
        if (tables > 0 && Number(connection, "PRAGMA application_id") != ApplicationId)
        {
            throw new InvalidDataException("the file is another program's database");
        }

        var version = Number(connection, "PRAGMA user_version");
        return version <= _migrations.Count
            ? (int)version
            : throw new InvalidDataException($"it is of a newer version of the gateway (schema {version}; this one knows {_migrations.Count})");
    }

    private static long Number(SqliteConnection connection, string sql) => Convert.ToInt64(Scalar(connection, sql), CultureInfo.InvariantCulture);

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
