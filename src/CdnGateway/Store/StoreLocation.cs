using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdnGateway.Store.Postgres;
using CdnGateway.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdnGateway.Store;

/// <summary>Where points are kept: a connection string, and which database reads it.</summary>
internal sealed class StoreLocation
{
    private static readonly string[] OfPostgres = ["Host", "Server"];
    private static readonly string[] OfSqlite = ["Data Source", "DataSource", "Filename"];

    private readonly string _connectionString;

    private StoreLocation(string connectionString, bool isPostgres)
    {
        _connectionString = connectionString;
        IsPostgres = isPostgres;
    }

    /// <summary>True for a PostgreSQL, which replicas can share; false for an SQLite file.</summary>
    public bool IsPostgres { get; }

    /// <summary>Reads a connection string.</summary>
    /// <param name="connectionString">With <c>Host</c> that of a PostgreSQL, with <c>Data Source</c> that of an SQLite file.</param>
    /// <param name="location">What it says.</param>
    /// <param name="mistake">What is wrong with it, to stand behind the key's name. It shows nothing of the string, which may hold a password.</param>
    public static bool TryRead(string connectionString, [NotNullWhen(true)] out StoreLocation? location, [NotNullWhen(false)] out string? mistake)
    {
        var pairs = PairsOf(connectionString);
        var (isPostgres, isSqlite) = (OfPostgres.Any(key => Has(pairs, key)), OfSqlite.Any(key => Has(pairs, key)));
        mistake = (isPostgres, isSqlite) switch
        {
            (true, true) => "must name either a Host (PostgreSQL) or a Data Source (SQLite), not both",
            (true, false) => MistakeOfPostgres(connectionString),
            (false, true) => MistakeOfSqlite(connectionString),
            _ => "must be a connection string such as Data Source=/data/cdngateway.db (SQLite) or Host=db;Database=cdngateway;Username=… (PostgreSQL)",
        };
        location = mistake is null ? new StoreLocation(connectionString, isPostgres) : null;
        return location is not null;
    }

    /// <summary>The store at this place, not yet opened.</summary>
    public IUsageStore Create() => IsPostgres ? new PostgresStore(_connectionString) : new SqliteStore(_connectionString);

    private static DbConnectionStringBuilder PairsOf(string connectionString)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            pairs.Clear(); // not pairs at all, which is said as such
        }

        return pairs;
    }

    private static bool Has(DbConnectionStringBuilder pairs, string key) => pairs.TryGetValue(key, out var value) && value is string { Length: > 0 };

    private static string? MistakeOfPostgres(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return builder.Database is { Length: > 0 } ? null : "must name the Database of the PostgreSQL";
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return "has a key that PostgreSQL's connection strings do not have, or a value that does not fit its key";
        }
    }

    private static string? MistakeOfSqlite(string connectionString)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            return builder switch
            {
                { Password.Length: > 0 } => "must not have a Password: SQLite files are not encrypted",
                { Mode: SqliteOpenMode.Memory or SqliteOpenMode.ReadOnly } or { DataSource: ":memory:" } => "must name a file that can be written",
                _ when builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) => "must name a file by its path, not by a URI",
                _ => null,
            };
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return "has a key that SQLite's connection strings do not have, or a value that does not fit its key";
        }
    }
}
