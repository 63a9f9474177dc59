using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdnGateway.Store;

internal enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>Where points are kept. The text may hold a password, so nothing here shows it.</summary>
internal sealed record StoreOptions(StoreKind Kind, string ConnectionString)
{
    public const string Default = "Data Source=data/cdngateway.db";

    public const string Rule =
        "must be a connection string: Data Source=… for a SQLite file, or Host=…;Username=…;Password=…;Database=… for PostgreSQL";

    private static readonly string[] PostgresKeys = ["Host", "Server"];
    private static readonly string[] SqliteKeys = ["Data Source", "DataSource", "Filename"];

    /// <summary>Set when the points go with the process: the directory that goes with them.</summary>
    public string? TemporaryDirectory { get; private init; }

    public static bool TryRead(string connectionString, out StoreOptions options)
    {
        options = new StoreOptions(StoreKind.Sqlite, connectionString);
        try
        {
            var text = new DbConnectionStringBuilder { ConnectionString = connectionString };
            if (Array.Exists(PostgresKeys, text.ContainsKey))
            {
                options = options with { Kind = StoreKind.Postgres };
                return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 };
            }

            return Array.Exists(SqliteKeys, text.ContainsKey) && IsFile(new SqliteConnectionStringBuilder(connectionString));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return false; // what they say quotes the text
        }
    }

    /// <summary>A new file in a directory of its own among the system's temporary ones.</summary>
    public static StoreOptions Temporary()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"cdngateway-{Guid.NewGuid():N}");
        return new StoreOptions(StoreKind.Sqlite, ConnectionTo(Path.Combine(directory, "cdngateway.db"))) { TemporaryDirectory = directory };
    }

    /// <summary>With a relative file made absolute.</summary>
    public StoreOptions Under(string directory)
    {
        if (Kind != StoreKind.Sqlite)
        {
            return this;
        }

        var text = new SqliteConnectionStringBuilder(ConnectionString);
        text.DataSource = Path.GetFullPath(text.DataSource, directory);
        return this with { ConnectionString = text.ConnectionString };
    }

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => $"{nameof(StoreOptions)} {Kind}";

    private static string ConnectionTo(string file) => new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString;

    /// <remarks>Several connections to a database in memory would be several databases.</remarks>
    private static bool IsFile(SqliteConnectionStringBuilder text) =>
        text.Mode != SqliteOpenMode.Memory
        && text.DataSource.Length > 0
        && !text.DataSource.StartsWith(':')
        && !text.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
}
