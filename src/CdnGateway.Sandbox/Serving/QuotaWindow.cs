namespace CdnGateway.Sandbox.Serving;

/// <summary>
/// Takes at most so many calls in any window of that length: a log of arrivals, because fixed windows let twice as many through at their seam.
/// </summary>
internal sealed class QuotaWindow(int limit, TimeSpan window, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<long> taken = new();

    /// <summary>Null if the call is within the quota (and now counts), else how long until the next one is welcome.</summary>
    public TimeSpan? Take(long arrivedAt)
    {
        lock (gate)
        {
            while (taken.TryPeek(out var oldest) && time.GetElapsedTime(oldest, arrivedAt) >= window)
            {
                taken.Dequeue();
            }

            if (taken.Count < limit)
            {
                taken.Enqueue(arrivedAt);
                return null;
            }

            return taken.TryPeek(out var blocking) ? window - time.GetElapsedTime(blocking, arrivedAt) : window;
        }
    }
}
