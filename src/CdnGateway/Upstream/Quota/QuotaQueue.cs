namespace CdnGateway.Upstream.Quota;

/// <summary>Who waits for a slot, and who gets it: strictly in order of arrival. Not thread-safe; the limiter holds its lock around it.</summary>
internal sealed class QuotaQueue(SlidingLogRateLimiter limiter, SlotLedger slots)
{
    private readonly LinkedList<QuotaWaiter> _arrivals = new();
    private readonly SortedSet<QuotaWaiter> _deadlines = new(QuotaWaiter.ByDeadline);

    public int Count => _arrivals.Count;

    public long Granted { get; private set; }

    public long Refused { get; private set; }

    /// <summary>When something is to be done for those who wait. After <see cref="Serve"/> always later than now.</summary>
    public TimeSpan Due =>
        _arrivals.Count == 0 ? SlotLedger.Never
        : _deadlines.Min is { } waiter && waiter.Deadline < slots.NextGrant ? waiter.Deadline
        : slots.NextGrant;

    /// <summary>When a newcomer would have its turn.</summary>
    public TimeSpan Turn(TimeSpan now) => slots.Turn(Count, now);

    // Afterwards a slot that can be granted means that nobody waits, so whoever comes next overtakes no one.
    public void Serve(TimeSpan now)
    {
        slots.Forget(now);
        while (slots.CanGrant(now) && _arrivals.First is { } first)
        {
            Leave(first.Value);
            first.Value.SetResult(Grant());
        }

        while (_deadlines.Min is { } waiter && (waiter.Deadline <= now || slots.IsPaused(waiter.Deadline)))
        {
            var turn = slots.Turn(CountBefore(waiter), now);
            Leave(waiter);
            waiter.SetResult(Refuse(turn - now));
        }
    }

    public QuotaLease Grant()
    {
        slots.Grant();
        Granted++;
        return QuotaLease.Granted(limiter);
    }

    public QuotaLease Refuse(TimeSpan? retryAfter)
    {
        Refused++;
        return QuotaLease.Refused(retryAfter);
    }

    public void RefuseAll()
    {
        while (_arrivals.First is { } first)
        {
            Leave(first.Value);
            first.Value.SetResult(Refuse(retryAfter: null));
        }
    }

    public void Join(QuotaWaiter waiter)
    {
        _arrivals.AddLast(waiter.Place);
        if (waiter.Deadline != SlotLedger.Never)
            _deadlines.Add(waiter);
    }

    /// <returns>False if the waiter had left before.</returns>
    public bool Leave(QuotaWaiter waiter)
    {
        if (waiter.Place.List is null)
            return false;

        _arrivals.Remove(waiter.Place);
        if (waiter.Deadline != SlotLedger.Never)
            _deadlines.Remove(waiter);
        // Not Dispose: that would wait, under the limiter's lock, for a callback that wants the lock.
        waiter.Cancellation.Unregister();
        return true;
    }

    private static int CountBefore(QuotaWaiter waiter)
    {
        var count = 0;
        for (var place = waiter.Place.Previous; place is not null; place = place.Previous)
            count++;
        return count;
    }
}
