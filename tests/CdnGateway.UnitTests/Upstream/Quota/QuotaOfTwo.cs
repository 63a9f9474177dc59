using CdnGateway.UnitTests.Clock;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

/// <summary>Two calls in 60 s, with a margin of 1 s: a slot is free again after 61 s.</summary>
public abstract class QuotaOfTwo : IDisposable
{
    private protected static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private protected QuotaOfTwo() => Limiter = new(2, Seconds(60), Seconds(1), Clock);

    private protected FakeClock Clock { get; } = new();

    private protected SlidingLogRateLimiter Limiter { get; }

    public void Dispose()
    {
        Limiter.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private protected QuotaLease Take()
    {
        var lease = Limiter.AttemptAcquire();
        lease.IsAcquired.ShouldBeTrue();
        return lease;
    }

    private protected void Send()
    {
        using var lease = Take();
        lease.MarkSent();
    }

    private protected Task<QuotaLease> Wait(TimeSpan? longestWait = null) =>
        Limiter.AcquireAsync(Urgency.OfRequest, longestWait ?? Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken).AsTask();

    private protected Task<QuotaLease> WaitInBackground(CancellationToken promoted = default) =>
        Limiter.AcquireAsync(new Urgency(IsInteractive: false, promoted), Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken).AsTask();

    // On this clock an answer is there or it is not; a test that waited for a missing one would hang instead of fail.
    private protected static async Task<QuotaLease> Answer(Task<QuotaLease> answer)
    {
        answer.IsCompleted.ShouldBeTrue("no answer yet");
        return await answer;
    }
}
