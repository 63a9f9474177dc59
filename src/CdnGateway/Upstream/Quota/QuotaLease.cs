using System.Threading.RateLimiting;

namespace CdnGateway.Upstream.Quota;

/// <summary>
/// The right to one call. Take it, call <see cref="MarkSent"/> right before the first byte goes out, dispose it. Until then it occupies a
/// slot of the quota; disposed unsent it gives the slot back, as nothing was counted against the account.
/// </summary>
internal sealed class QuotaLease : RateLimitLease
{
    private const int Pending = 0;
    private const int Sent = 1;
    private const int Closed = 2;

    private readonly SlidingLogRateLimiter? _limiter;
    private int _state;

    private QuotaLease(SlidingLogRateLimiter? limiter, bool acquired, TimeSpan? retryAfter)
    {
        _limiter = limiter;
        _state = limiter is null ? Closed : Pending;
        IsAcquired = acquired;
        RetryAfter = retryAfter;
    }

    public override bool IsAcquired { get; }

    /// <summary>On a refused lease: the wait until its turn. Null if there will be none, the limiter being disposed.</summary>
    public TimeSpan? RetryAfter { get; }

    public override IEnumerable<string> MetadataNames => RetryAfter is null ? [] : [MetadataName.RetryAfter.Name];

    public static QuotaLease Granted(SlidingLogRateLimiter limiter) => new(limiter, acquired: true, retryAfter: null);

    public static QuotaLease Refused(TimeSpan? retryAfter) => new(limiter: null, acquired: false, retryAfter);

    /// <summary>The answer to a question for zero permits: yes, there are some. It carries none.</summary>
    public static QuotaLease Probe() => new(limiter: null, acquired: true, retryAfter: null);

    /// <summary>Counts the call, once, however often it is called.</summary>
    /// <exception cref="InvalidOperationException">The lease holds no slot (refused, or disposed unsent): the call would not be counted.</exception>
    public void MarkSent()
    {
        switch (Interlocked.CompareExchange(ref _state, Sent, Pending))
        {
            case Pending:
                _limiter!.OnSent();
                break;
            case Closed:
                throw new InvalidOperationException("This lease holds no slot of the quota; a call sent on it would not be counted.");
        }
    }

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = metadataName == MetadataName.RetryAfter.Name ? RetryAfter : null;
        return metadata is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Pending) == Pending)
            _limiter!.OnReturned();
    }
}
