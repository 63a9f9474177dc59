namespace CdnGateway.Upstream.Quota;

/// <summary>
/// Who waits for a slot, and who gets it: requests before the background, either strictly in order of arrival. Not thread-safe; the limiter
/// holds its lock around it.
/// </summary>
internal sealed class QuotaQueue(IQuotaSlot slot, SlotLedger slots)
{
    private readonly WaitingLines _lines = new();

    public int Count => _lines.Count;

    /// <summary>How many wait in the interactive line.</summary>
    public int Interactive => _lines.Interactive;

    /// <summary>When something is to be done for those who wait. After <see cref="Serve"/> always later than now.</summary>
    public TimeSpan Due
    {
        get
        {
            if (_lines.First is not { } first)
            {
                return SlotLedger.Never;
            }

            var grant = slots.NextGrant(first.IsInteractive);
            return _lines.MostHurried is { } waiter && waiter.Deadline < grant ? waiter.Deadline : grant;
        }
    }

    /// <summary>When a newcomer would have its turn.</summary>
    public TimeSpan Turn(bool isInteractive, TimeSpan now) => _lines.TurnOfNext(isInteractive, slots, now);

    /// <remarks>Afterwards a slot that can be granted means that nobody waits for it, so whoever comes next overtakes no one of its line.</remarks>
    public void Serve(TimeSpan now)
    {
        slots.Forget(now);
        while (_lines.First is { } first && slots.CanGrant(first.IsInteractive, now))
        {
            Leave(first);
            first.SetResult(Grant());
        }

        while (_lines.MostHurried is { } waiter && (waiter.Deadline <= now || slots.IsPaused(waiter.Deadline)))
        {
            var turn = _lines.TurnOf(waiter, slots, now);
            Leave(waiter);
            waiter.SetResult(QuotaLease.Refused(turn - now));
        }
    }

    public QuotaLease Grant()
    {
        slots.Grant();
        return QuotaLease.Granted(slot);
    }

    public void RefuseAll()
    {
        while (_lines.First is { } first)
        {
            Leave(first);
            first.SetResult(QuotaLease.Refused(retryAfter: null));
        }
    }

    public void Join(QuotaWaiter waiter) => _lines.Join(waiter);

    public bool Leave(QuotaWaiter waiter) => _lines.Leave(waiter);

    public bool Promote(QuotaWaiter waiter) => _lines.Promote(waiter);
}
