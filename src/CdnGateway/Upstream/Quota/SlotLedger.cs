namespace CdnGateway.Upstream.Quota;

/// <summary>
/// The arithmetic of the quota, without clock, queue or lock. Of <paramref name="limit"/> slots each is free, pending (granted, not yet
/// sent) or logged (sent less than <paramref name="span"/> ago). Times count from the limiter's start.
/// </summary>
internal sealed class SlotLedger(int limit, TimeSpan span)
{
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    // A ring of the times at which logged slots are free again; sends come in order of time, so it is always sorted.
    private readonly TimeSpan[] _freeAgain = new TimeSpan[limit];
    private int _first;
    private int _logged;
    private int _pending;
    private TimeSpan _pausedUntil;
    private TimeSpan _busyUntil;

    private int Free => limit - _pending - _logged;

    /// <summary>The next slot is free at this time for certain; <see cref="Never"/> while nobody can say, every slot being pending.</summary>
    public TimeSpan NextGrant =>
        Free > 0 ? _pausedUntil
        : _logged > 0 ? Later(Logged(0), _pausedUntil)
        : Never;

    public int FreeAt(TimeSpan now)
    {
        Forget(now);
        return IsPaused(now) ? 0 : Free;
    }

    public bool CanGrant(TimeSpan now) => Free > 0 && !IsPaused(now);

    public bool IsPaused(TimeSpan at) => at < _pausedUntil;

    public void Grant() => _pending++;

    public void Return(TimeSpan now)
    {
        _pending--;
        _busyUntil = now;
    }

    public void Send(TimeSpan now)
    {
        _pending--;
        _freeAgain[(_first + _logged++) % limit] = Add(now, span);
    }

    public void Forget(TimeSpan now)
    {
        while (_logged > 0 && Logged(0) <= now)
        {
            _busyUntil = Later(_busyUntil, Logged(0));
            _first = (_first + 1) % limit;
            _logged--;
        }
    }

    public void Pause(TimeSpan now, TimeSpan duration) => _pausedUntil = Later(_pausedUntil, Add(now, duration));

    /// <summary>
    /// When the caller with this many before it has its turn, if the pending ones are sent now and each of the others at its own turn:
    /// a slot serves once in every span, so after one round through the slots the same order repeats.
    /// </summary>
    public TimeSpan Turn(int ahead, TimeSpan now)
    {
        var (rounds, slot) = Math.DivRem(ahead, limit);
        var free =
            slot < Free ? now
            : slot < Free + _logged ? Logged(slot - Free)
            : Add(now, span);
        return Add(Later(free, _pausedUntil), span * rounds);
    }

    public TimeSpan? IdleFor(TimeSpan now) => FreeAt(now) == limit ? now - Later(_busyUntil, _pausedUntil) : null;

    public static TimeSpan Add(TimeSpan time, TimeSpan duration) => duration > Never - time ? Never : time + duration;

    private TimeSpan Logged(int index) => _freeAgain[(_first + index) % limit];

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
