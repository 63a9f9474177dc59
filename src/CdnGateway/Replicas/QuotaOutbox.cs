using System.Threading.Channels;
using CdnGateway.Store;

namespace CdnGateway.Replicas;

/// <summary>
/// What the database is told of a quota, in order, without anybody waiting for it. What cannot be told is tried until it no longer matters;
/// until then a slot counts for longer than it has to, never for less.
/// </summary>
internal sealed class QuotaOutbox : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    private readonly ReplicaTables _tables;
    private readonly QuotaTerms _terms;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action _returned;
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>(new() { SingleReader = true });
    private readonly Task _telling;

    /// <param name="tables">The database.</param>
    /// <param name="terms">Whose quota.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For what must not happen.</param>
    /// <param name="returned">Called when a slot was given back.</param>
    public QuotaOutbox(ReplicaTables tables, QuotaTerms terms, TimeProvider time, ILogger logger, Action returned)
    {
        (_tables, _terms, _time, _logger, _returned) = (tables, terms, time, logger, returned);
        _telling = TellAsync();
    }

    public void MarkSent(long slot, TimeSpan sinceAsked) => Post(token => _tables.MarkSentAsync(slot, sinceAsked, token));

    public void Return(long slot) => Post(async token =>
    {
        await _tables.ReturnSlotAsync(slot, token);
        _returned();
    });

    /// <summary>A call leaves now that has no slot.</summary>
    public void Count()
    {
        var sent = _time.GetTimestamp();
        Post(token => _tables.CountAsync(_terms.Key, _time.GetElapsedTime(sent), token));
    }

    public void Pause(TimeSpan duration)
    {
        var said = _time.GetTimestamp();
        Post(token => duration - _time.GetElapsedTime(said) is var left && left > TimeSpan.Zero
            ? _tables.PauseAsync(_terms.Key, left, token)
            : Task.CompletedTask);
    }

    /// <summary>Tells what is left, for a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        _messages.Writer.TryComplete();
        _end.CancelAfter(_terms.Farewell);
        await _telling;
    }

    private void Post(Func<CancellationToken, Task> tell) => _messages.Writer.TryWrite(new Message(_time.GetTimestamp(), tell));

    private async Task TellAsync()
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(CancellationToken.None))
        {
            while (!await TryTellAsync(message)
                && !_end.IsCancellationRequested
                && _time.GetElapsedTime(message.Posted) < _terms.Span + _terms.LongestHold)
            {
                await Task.Delay(Between, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> TryTellAsync(Message message)
    {
        try
        {
            await message.Tell(_end.Token);
            return true;
        }
        catch (Exception failure) when (failure is StoreFailedException or OperationCanceledException)
        {
            return false;
        }
        catch (Exception broke)
        {
            _logger.ReplicaBroke(broke);
            return false;
        }
    }

    private sealed record Message(long Posted, Func<CancellationToken, Task> Tell);
}
