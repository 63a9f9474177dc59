namespace CdnGateway.Sandbox.Serving;

/// <summary>
/// Takes at most so many calls in any 60 seconds: a log of arrivals, because fixed windows let twice as many through at their seam.
/// </summary>
internal sealed class QuotaWindow(int limit, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly Queue<long> taken = new();

    /// <summary>Null if the call is within the quota (and now counts), else how long until the next one is welcome.</summary>
    public TimeSpan? Take(long arrivedAt)
    {
        lock (gate)
        {
            while (taken.TryPeek(out var oldest) && time.GetElapsedTime(oldest, arrivedAt) >= Window)
            {
                taken.Dequeue();
            }

            if (taken.Count < limit)
            {
                taken.Enqueue(arrivedAt);
                return null;
            }

            return taken.TryPeek(out var blocking) ? Window - time.GetElapsedTime(blocking, arrivedAt) : Window;
        }
    }
}
