namespace CdnGateway.Upstream.Quota;

/// <summary>The two lines before a quota, each in order of arrival. Not thread-safe; the room holds its lock around it.</summary>
internal sealed class WaitingLines
{
    private readonly LinkedList<QuotaWaiter> _interactive = new();
    private readonly LinkedList<QuotaWaiter> _background = new();
    private readonly SortedSet<QuotaWaiter> _deadlines = new(QuotaWaiter.ByDeadline);

    public int Interactive => _interactive.Count;

    public int Background => _background.Count;

    public int Count => Interactive + Background;

    /// <summary>Whose turn is next.</summary>
    public QuotaWaiter? First => (_interactive.First ?? _background.First)?.Value;

    /// <summary>Whose deadline is next; null when nobody has one.</summary>
    public QuotaWaiter? MostHurried => _deadlines.Min;

    /// <summary>Those who wait and are so, as a copy.</summary>
    public IReadOnlyList<QuotaWaiter> Where(Func<QuotaWaiter, bool> condition) => [.. _interactive.Concat(_background).Where(condition)];

    public void Join(QuotaWaiter waiter)
    {
        LineOf(waiter).AddLast(waiter.Place);
        if (waiter.Deadline != SlotLedger.Never)
        {
            _deadlines.Add(waiter);
        }
    }

    /// <returns>False if the waiter had left before.</returns>
    public bool Leave(QuotaWaiter waiter)
    {
        if (waiter.Place.List is not { } line)
        {
            return false;
        }

        line.Remove(waiter.Place);
        if (waiter.Deadline != SlotLedger.Never)
        {
            _deadlines.Remove(waiter);
        }

        waiter.StopListening();
        return true;
    }

    /// <summary>Moves a waiter to the end of the interactive line: there, nobody's turn becomes later than he was told.</summary>
    /// <returns>False if it is there, or has left.</returns>
    public bool Promote(QuotaWaiter waiter)
    {
        if (waiter.Place.List != _background)
        {
            return false;
        }

        _background.Remove(waiter.Place);
        waiter.IsInteractive = true;
        _interactive.AddLast(waiter.Place);
        return true;
    }

    /// <summary>When a newcomer would have its turn.</summary>
    public TimeSpan TurnOfNext(bool isInteractive, SlotLedger slots, TimeSpan now) =>
        isInteractive ? slots.Turn(Interactive, now) : slots.BackgroundTurn(Interactive, Background, now);

    /// <summary>When one who waits has its turn.</summary>
    public TimeSpan TurnOf(QuotaWaiter waiter, SlotLedger slots, TimeSpan now)
    {
        var ahead = 0;
        for (var place = waiter.Place.Previous; place is not null; place = place.Previous)
        {
            ahead++;
        }

        return waiter.IsInteractive ? slots.Turn(ahead, now) : slots.BackgroundTurn(Interactive, ahead, now);
    }

    private LinkedList<QuotaWaiter> LineOf(QuotaWaiter waiter) => waiter.IsInteractive ? _interactive : _background;
}
