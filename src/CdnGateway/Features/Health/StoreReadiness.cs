using CdnGateway.Diagnostics;
using CdnGateway.Store;

namespace CdnGateway.Features.Health;

/// <summary>Whether the gateway's own store can be read and written. However many ask, it is tried once in some seconds.</summary>
internal sealed partial class StoreReadiness(TimeProvider time, ILogger<StoreReadiness> logger, IUsageStore store)
{
    /// <summary>Below what probes wait for an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<bool>? _verdict;
    private long _askedAt;
    private bool _wasReady = true;

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_verdict is null || (_verdict.IsCompleted && time.GetElapsedTime(_askedAt) >= Validity))
            {
                _askedAt = time.GetTimestamp();
                _verdict = CheckAsync();
            }

            return _verdict.WaitAsync(cancellationToken);
        }
    }

    private async Task<bool> CheckAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        var complaint = await ComplaintAsync(patience.Token);
        var isReady = complaint is null;
        if (isReady != _wasReady)
        {
            _wasReady = isReady;
            if (isReady)
            {
                ReadyAgain(logger);
            }
            else
            {
                Unready(logger, complaint!);
            }
        }

        return isReady;
    }

    private async Task<string?> ComplaintAsync(CancellationToken patience)
    {
        try
        {
            await store.CheckAsync(patience).WaitAsync(patience);
            return null;
        }
        catch (StoreFailedException failed)
        {
            return failed.Message;
        }
        catch (OperationCanceledException)
        {
            return $"It did not answer within {Patience.TotalSeconds} s.";
        }
    }

    [LoggerMessage(EventIds.StoreUnready, LogLevel.Warning, "The store cannot be read and written, so the gateway is not ready: {Complaint}")]
    private static partial void Unready(ILogger logger, string complaint);

    [LoggerMessage(EventIds.StoreReadyAgain, LogLevel.Information, "The store can be read and written again, the gateway is ready")]
    private static partial void ReadyAgain(ILogger logger);
}
