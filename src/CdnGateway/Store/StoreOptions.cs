using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace CdnGateway.Store;

/// <summary>Where points are kept, as configured. The text may hold a password, so nothing here shows it.</summary>
/// <param name="ConnectionString">Of one of the databases that <see cref="StoreLocation"/> knows.</param>
/// <param name="IsPostgres">True for a PostgreSQL, which replicas can share; false for an SQLite file.</param>
internal sealed record StoreOptions(string ConnectionString, bool IsPostgres)
{
    public const string Default = "Data Source=data/cdngateway.db";

    /// <summary>Set when the points go with the process: the directory that goes with them.</summary>
    public string? TemporaryDirectory { get; private init; }

    /// <inheritdoc cref="StoreLocation.TryRead"/>
    public static bool TryRead(string connectionString, [NotNullWhen(true)] out StoreOptions? options, [NotNullWhen(false)] out string? mistake)
    {
        options = StoreLocation.TryRead(connectionString, out var location, out mistake) ? new StoreOptions(connectionString, location.IsPostgres) : null;
        return options is not null;
    }

    /// <summary>A new file in a directory of its own among the system's temporary ones.</summary>
    public static StoreOptions Temporary()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"cdngateway-{Guid.NewGuid():N}");
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "cdngateway.db") };
        return new StoreOptions(file.ConnectionString, IsPostgres: false) { TemporaryDirectory = directory };
    }

    /// <summary>With a relative file made absolute.</summary>
    public StoreOptions Under(string directory)
    {
        if (IsPostgres)
        {
            return this;
        }

        var text = new SqliteConnectionStringBuilder(ConnectionString);
        text.DataSource = Path.GetFullPath(text.DataSource, directory);
        return this with { ConnectionString = text.ConnectionString };
    }

    /// <summary>The store, not yet opened.</summary>
    public IUsageStore Create() => StoreLocation.TryRead(ConnectionString, out var location, out _)
        ? location.Create()
        : throw new InvalidOperationException("The configuration was not read before the store was made.");

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => $"{nameof(StoreOptions)} {(IsPostgres ? "PostgreSQL" : "SQLite")}";
}
