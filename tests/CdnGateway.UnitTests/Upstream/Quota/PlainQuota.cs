namespace CdnGateway.UnitTests.Upstream.Quota;

/// <summary>
/// The quota said a second time, as plainly as it can be: integers, lists, everything counted anew at every question. Milliseconds.
/// </summary>
internal sealed class PlainQuota(int limit, int span)
{
    private readonly List<int> _sends = [];
    private readonly HashSet<int> _pending = [];
    private readonly List<(int Caller, int Deadline)> _waiting = [];
    private int _pausedUntil;

    /// <summary>What each caller was told; the wait is null for a grant. Callers not in here still wait.</summary>
    public Dictionary<int, int?> Answers { get; } = [];

    public IReadOnlyList<int> Sends => _sends;

    public int Waiting => _waiting.Count;

    public void Arrive(int caller, int now, int longestWait)
    {
        Serve(now);
        var wait = Turn(_waiting.Count, now) - now;
        if (wait > longestWait)
        {
            Answers[caller] = wait;
            return;
        }

        _waiting.Add((caller, longestWait == int.MaxValue ? int.MaxValue : now + longestWait));
        Serve(now);
    }

    public void Send(int caller, int now)
    {
        _pending.Remove(caller);
        _sends.Add(now);
    }

    public void Return(int caller, int now)
    {
        _pending.Remove(caller);
        Serve(now);
    }

    public void Cancel(int caller) => _waiting.RemoveAll(w => w.Caller == caller);

    public void Pause(int now, int duration)
    {
        _pausedUntil = Math.Max(_pausedUntil, now + duration);
        Serve(now);
    }

    public int Remaining(int now) => now < _pausedUntil ? 0 : Math.Max(0, Free(now) - _waiting.Count);

    public void Serve(int now)
    {
        while (_waiting.Count > 0 && now >= _pausedUntil && Free(now) > 0)
        {
            Answers[_waiting[0].Caller] = null;
            _pending.Add(_waiting[0].Caller);
            _waiting.RemoveAt(0);
        }

        foreach (var late in _waiting.Where(w => w.Deadline <= now || w.Deadline < _pausedUntil).OrderBy(w => w.Deadline).ToList())
        {
            var place = _waiting.IndexOf(late);
            Answers[late.Caller] = Turn(place, now) - now;
            _waiting.RemoveAt(place);
        }
    }

    private int Free(int now) => limit - _pending.Count - _sends.Count(s => s + span > now);

    /// <summary>Plays it through: whoever is served sends at once, and the one after may not before the limit-th last send is a span ago.</summary>
    private int Turn(int ahead, int now)
    {
        var sends = _sends.Concat(Enumerable.Repeat(now, _pending.Count)).ToList();
        for (var i = 0; i <= ahead; i++)
        {
            var soonest = Math.Max(now, _pausedUntil);
            sends.Add(sends.Count < limit ? soonest : Math.Max(soonest, sends[^limit] + span));
        }

        return sends[^1];
    }
}
