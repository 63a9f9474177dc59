using CdnGateway.Store;
using CdnGateway.Store.Sqlite;

namespace CdnGateway.StoreWriter;

/// <summary>Goes on where the last life ended, says each answer once it is kept, and only then keeps the next of its curve. Never ends by itself.</summary>
internal static class Writer
{
    public static async Task Main(string[] args)
    {
        await using var store = new SqliteStore($"Data Source={args[0]}");
        await store.OpenAsync([WriterScript.Account], CancellationToken.None);
        await using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAll(WriterScript.Domains.Select(domain => WriteAsync(store, domain, output, CancellationToken.None)));
    }

    private static async Task WriteAsync(SqliteStore store, string domain, TextWriter output, CancellationToken cancellationToken)
    {
        var kept = new KeptSeries(WriterScript.Whole);
        await store.ReadAsync(WriterScript.Account.Name, domain, kept, cancellationToken);
        for (var version = kept.Version + 1; ; version++)
        {
            var (answer, askedAt) = WriterScript.Keep(domain, version);
            await store.KeepAsync(WriterScript.Account.Name, domain, answer, askedAt, cancellationToken);
            await output.WriteAsync($"{domain} {version}\n".AsMemory(), cancellationToken);
        }
    }
}
