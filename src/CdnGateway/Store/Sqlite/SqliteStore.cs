using System.Collections.Concurrent;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Store.Sqlite;

/// <summary>Keeps points in an SQLite file.</summary>
/// <remarks>
/// Reading and writing block a thread: SQLite has no other way. A read is some tens of microseconds from memory; writes are all done by one
/// (<see cref="SqliteWriteQueue"/>).
/// </remarks>
internal sealed class SqliteStore(string connectionString) : IUsageStore
{
    private const int MostIdleReaders = 16;

    private readonly SqliteDatabase _database = new(connectionString);
    private readonly ConcurrentQueue<SqliteReader> _idle = new();
    private Dictionary<string, long> _accounts = new(StringComparer.Ordinal);
    private SqliteWriteQueue? _writes;

    public async Task OpenAsync(IReadOnlyList<KeptAccount> accounts, CancellationToken cancellationToken)
    {
        try
        {
            _database.Migrate();
        }
        catch (Exception failure) when (SqliteDatabase.IsToBlame(failure))
        {
            throw _database.Failed("could not be opened", failure);
        }

        _writes ??= new SqliteWriteQueue(_database);
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        await _writes.WriteAsync(
            "could not be opened",
            writer =>
            {
                foreach (var account in accounts)
                {
                    ids.Add(account.Name, writer.IdOf(account));
                }
            },
            cancellationToken);
        _accounts = ids;
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        // Writing to a file that was deleted goes well, and is lost when the process ends.
        if (!File.Exists(_database.Path))
        {
            throw _database.Failed("is lost", new FileNotFoundException("the file is gone"));
        }

        await Writes.WriteAsync("cannot be written", writer => writer.Check(), cancellationToken);
        Read("cannot be read", default(object), (reader, _) =>
        {
            reader.Check();
            return true;
        });
    }

    public ValueTask ReadAsync(string account, string domain, KeptSeries into, CancellationToken cancellationToken)
    {
        into.Clear();
        try
        {
            Read("could not be read", (Id: _accounts[account], domain, into), static (reader, what) =>
            {
                reader.Read(what.Id, what.domain, what.into);
                return true;
            });
            return ValueTask.CompletedTask;
        }
        catch (StoreFailedException failure)
        {
            into.Clear(); // nothing half read
            return ValueTask.FromException(failure);
        }
    }

    public Task KeepAsync(string account, string domain, UsageSeries answer, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var (id, asked) = (_accounts[account], checked((uint)askedAt.ToUnixTimeSeconds()));
        return answer.Window.Count == 0
            ? Task.CompletedTask
            : Writes.WriteAsync("could not be written", writer => writer.Keep(id, domain, answer, asked), cancellationToken);
    }

    public ValueTask<KeptFigures?> ReadFiguresAsync(string account, BillingQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return new(Read("could not be read", (Id: _accounts[account], query), static (reader, what) =>
                reader.ReadFigures(what.Id, FiguresQuestion.Of(what.query))));
        }
        catch (StoreFailedException failure)
        {
            return ValueTask.FromException<KeptFigures?>(failure);
        }
    }

    public Task KeepFiguresAsync(
        string account, BillingQuery query, ReportedFigures figures, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var (id, asked, question) = (_accounts[account], checked((uint)askedAt.ToUnixTimeSeconds()), FiguresQuestion.Of(query));
        return Writes.WriteAsync("could not be written", writer => writer.KeepFigures(id, question, figures, asked), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_writes is not null)
        {
            await _writes.DisposeAsync();
        }

        while (_idle.TryDequeue(out var reader))
        {
            reader.Dispose();
        }
    }

    private SqliteWriteQueue Writes => _writes ?? throw new InvalidOperationException("The store has not been opened.");

    private TResult Read<TWhat, TResult>(string failing, TWhat what, Func<SqliteReader, TWhat, TResult> read)
    {
        SqliteReader? reader = null;
        try
        {
            reader = _idle.TryDequeue(out var idle) ? idle : new SqliteReader(_database);
            var result = read(reader, what);
            if (_idle.Count < MostIdleReaders)
            {
                _idle.Enqueue(reader);
                reader = null;
            }

            return result;
        }
        catch (Exception failure) when (SqliteDatabase.IsToBlame(failure))
        {
            throw _database.Failed(failing, failure);
        }
        finally
        {
            reader?.Dispose();
        }
    }
}
