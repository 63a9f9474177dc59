namespace CdnGateway.Upstream.Quota;

/// <summary>
/// The arithmetic of the quota, without clock, queue or lock. Of <paramref name="limit"/> slots each is free, pending (granted, not yet
/// sent) or logged (sent less than <paramref name="span"/> ago). The background is granted one only while fewer than
/// <paramref name="share"/> are in use, by whomever. Times count from the limiter's start.
/// </summary>
internal sealed class SlotLedger(int limit, int share, TimeSpan span)
{
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    // A ring of the times at which logged slots are free again; sends come in order of time, so it is always sorted.
    private readonly TimeSpan[] _freeAgain = new TimeSpan[limit];
    private int _first;
    private int _logged;
    private int _pending;
    private TimeSpan _pausedUntil;

    private int Used => _pending + _logged;

    /// <summary>Of so many slots that part which the background may use: at least one, or it would stand still.</summary>
    public static int ShareOf(int limit, double share) => Math.Clamp((int)Math.Floor(limit * share), 1, limit);

    /// <summary>The next grant can be at this time for certain; <see cref="Never"/> while nobody can say, too many slots being pending.</summary>
    public TimeSpan NextGrant(bool isInteractive)
    {
        var tooMany = Used - MostUsed(isInteractive);
        return tooMany < 0 ? _pausedUntil
            : tooMany < _logged ? Later(Logged(tooMany), _pausedUntil)
            : Never;
    }

    public int FreeAt(TimeSpan now)
    {
        Forget(now);
        return IsPaused(now) ? 0 : limit - Used;
    }

    public bool CanGrant(bool isInteractive, TimeSpan now) => Used < MostUsed(isInteractive) && !IsPaused(now);

    public bool IsPaused(TimeSpan at) => at < _pausedUntil;

    public void Grant() => _pending++;

    public void Return() => _pending--;

    public void Send(TimeSpan now)
    {
        _pending--;
        Log(Add(now, span));
    }

    public void Forget(TimeSpan now)
    {
        while (_logged > 0 && Logged(0) <= now)
        {
            _first = (_first + 1) % limit;
            _logged--;
        }
    }

    public void Pause(TimeSpan now, TimeSpan duration) => _pausedUntil = Later(_pausedUntil, Add(now, duration));

    /// <summary>Takes over what somebody else keeps count of: when each slot in use is free again, ascending, and until when there is a pause.</summary>
    public void Load(IEnumerable<TimeSpan> freeAgain, TimeSpan pausedUntil)
    {
        (_first, _logged, _pending, _pausedUntil) = (0, 0, 0, pausedUntil);
        foreach (var time in freeAgain.TakeLast(limit))
        {
            Log(time);
        }
    }

    /// <summary>
    /// When the interactive caller with this many before it has its turn, if the pending ones are sent now and each of the others at its own
    /// turn: a slot serves once in every span, so after one round through the slots the same order repeats.
    /// </summary>
    public TimeSpan Turn(int ahead, TimeSpan now) => Turn(interactive: 0, ahead, limit, now);

    /// <summary>When the background caller with so many before it in either line has its turn, if nobody interactive comes any more.</summary>
    public TimeSpan BackgroundTurn(int interactive, int ahead, TimeSpan now) => Turn(interactive, ahead, share, now);

    public static TimeSpan Add(TimeSpan time, TimeSpan duration) => duration > Never - time ? Never : time + duration;

    private TimeSpan Turn(int interactive, int ahead, int most, TimeSpan now)
    {
        var (rounds, slot) = Math.DivRem(ahead, most);
        var before = Used + interactive - most + slot; // the one whose slot it gets, in the order in which they send
        var free =
            before < 0 ? now
            : before < _logged ? Logged(before)
            : before < Used ? Add(now, span)
            : Add(Turn(before - Used, now), span);
        return Add(Later(free, _pausedUntil), span * rounds);
    }

    private int MostUsed(bool isInteractive) => isInteractive ? limit : share;

    private void Log(TimeSpan freeAgain) => _freeAgain[(_first + _logged++) % limit] = freeAgain;

    private TimeSpan Logged(int index) => _freeAgain[(_first + index) % limit];

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
