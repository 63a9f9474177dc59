using System.Globalization;

namespace CdnGateway.Store;

/// <summary>
/// One step of a database's schema: an embedded file <c>NNNN-what.sql</c>. A released step is never changed; the schema's next version is
/// the next file.
/// </summary>
internal sealed record Migration(int Version, string Sql)
{
    /// <summary>All steps of a kind of database, <c>Sqlite</c> or <c>Postgres</c>, in their order.</summary>
    public static IReadOnlyList<Migration> Of(string database)
    {
        var prefix = $"Migrations/{database}/";
        var assembly = typeof(Migration).Assembly;
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(int.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), TextOf(name)))
            .ToList();
        return migrations.Select(migration => migration.Version).SequenceEqual(Enumerable.Range(1, migrations.Count))
            ? migrations
            : throw new InvalidOperationException($"The migrations of {database} are not numbered 1, 2, 3, …");
    }

    private static string TextOf(string resource)
    {
        using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
