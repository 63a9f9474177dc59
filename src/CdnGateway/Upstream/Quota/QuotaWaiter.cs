namespace CdnGateway.Upstream.Quota;

/// <summary>One caller in the queue. Its continuation never runs on the thread, or under the lock, that completes it.</summary>
internal sealed class QuotaWaiter : TaskCompletionSource<QuotaLease>
{
    public static readonly IComparer<QuotaWaiter> ByDeadline = Comparer<QuotaWaiter>.Create(
        static (a, b) => a.Deadline != b.Deadline ? a.Deadline.CompareTo(b.Deadline) : a._arrival.CompareTo(b._arrival));

    private readonly long _arrival;

    public QuotaWaiter(SlidingLogRateLimiter limiter, long arrival, TimeSpan deadline)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _arrival = arrival;
        Limiter = limiter;
        Deadline = deadline;
        Place = new LinkedListNode<QuotaWaiter>(this);
    }

    public SlidingLogRateLimiter Limiter { get; }

    public TimeSpan Deadline { get; }

    public LinkedListNode<QuotaWaiter> Place { get; }

    public CancellationTokenRegistration Cancellation { get; set; }
}
