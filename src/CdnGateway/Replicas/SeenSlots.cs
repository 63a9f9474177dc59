using CdnGateway.Upstream.Quota;

namespace CdnGateway.Replicas;

/// <summary>A shared quota as the database last showed it, to tell callers their turn by. Not thread-safe; the line holds its lock around it.</summary>
internal sealed class SeenSlots(QuotaTerms terms)
{
    /// <summary>Another replica may give back what it was granted, so that a slot is free earlier than was said: time to look again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private TimeSpan? _seenAt;
    private TimeSpan _pausedUntil;

    public SlotLedger Slots { get; } = new(terms.Limit, terms.MostUsed(isInteractive: false), terms.Span);

    /// <summary>Whether it is right to send somebody away on what was seen.</summary>
    public bool IsFresh(TimeSpan now) => _seenAt is { } seenAt && now - seenAt < 2 * Fresh;

    /// <summary>Whether this replica pauses, whatever the database says.</summary>
    public bool IsPausedHere(TimeSpan now) => now < _pausedUntil;

    public void Pause(TimeSpan now, TimeSpan duration)
    {
        var until = SlotLedger.Add(now, duration);
        _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        Slots.Pause(now, duration);
    }

    public void Take(QuotaReply reply, TimeSpan now)
    {
        double[] granted = reply.Slot is null ? [] : [terms.Span.TotalSeconds];
        Slots.Load(reply.Waits.Concat(granted).Order().Select(wait => now + TimeSpan.FromSeconds(wait)), _pausedUntil);
        Slots.Pause(now, reply.Pause);
        _seenAt = now;
    }
}
