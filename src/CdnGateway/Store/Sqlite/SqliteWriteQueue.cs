using System.Threading.Channels;

namespace CdnGateway.Store.Sqlite;

/// <summary>
/// The one who writes: what waits is written in one transaction, so that many writes cost one wait for the disk. One that fails does not
/// take the others with it.
/// </summary>
internal sealed class SqliteWriteQueue : IAsyncDisposable
{
    private const int MostWaiting = 1024;
    private const int MostAtOnce = 256;

    private readonly SqliteDatabase _database;
    private readonly Channel<Write> _waiting = Channel.CreateBounded<Write>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Task _writing;
    private SqliteWriter? _writer;

    public SqliteWriteQueue(SqliteDatabase database)
    {
        _database = database;
        _writing = Task.Run(() => WriteAllAsync(CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Comes back when it is on the disk, or has failed and left no trace.</summary>
    /// <param name="failing">What failed if it fails, for the message.</param>
    /// <param name="apply">What to write.</param>
    /// <param name="cancellationToken">Heard until the writing begins.</param>
    public async Task WriteAsync(string failing, Action<SqliteWriter> apply, CancellationToken cancellationToken)
    {
        var write = new Write(apply, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        try
        {
            await _waiting.Writer.WriteAsync(write, cancellationToken);
            await write.Done.Task;
        }
        catch (ChannelClosedException closed)
        {
            throw _database.Failed(failing, new IOException("it is closed", closed));
        }
        catch (Exception failure) when (SqliteDatabase.IsToBlame(failure))
        {
            throw _database.Failed(failing, failure);
        }
    }

    /// <summary>Writes what waits, then lets go of the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        _writer?.Dispose();
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        var together = new List<Write>();
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            together.Clear();
            while (together.Count < MostAtOnce && _waiting.Reader.TryRead(out var write))
            {
                if (!write.IsGivenUp())
                {
                    together.Add(write);
                }
            }

            WriteTogether(together);
        }
    }

    private void WriteTogether(List<Write> writes)
    {
        try
        {
            _writer ??= new SqliteWriter(_database);
            _writer.Begin();
            var failures = writes.ConvertAll(write => _writer.Attempt(write.Apply));
            _writer.Commit();
            for (var i = 0; i < writes.Count; i++)
            {
                writes[i].Ended(failures[i]);
            }
        }
        catch (Exception failure)
        {
            _writer?.Dispose(); // takes back what was begun; the next writes try with a connection of their own
            _writer = null;
            writes.ForEach(write => write.Ended(failure));
        }
    }

    private sealed record Write(Action<SqliteWriter> Apply, TaskCompletionSource Done, CancellationToken Cancellation)
    {
        public bool IsGivenUp() => Cancellation.IsCancellationRequested && Done.TrySetCanceled(Cancellation);

        public void Ended(Exception? failure)
        {
            if (failure is null)
            {
                Done.TrySetResult();
            }
            else
            {
                Done.TrySetException(failure);
            }
        }
    }
}
