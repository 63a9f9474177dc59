namespace CdnGateway.UnitTests.Upstream.Quota;

/// <summary>
/// The quota said a second time, as plainly as it can be: integers, lists, everything counted anew at every question. Milliseconds.
/// </summary>
internal sealed class PlainQuota(int limit, int share, int span)
{
    private readonly List<int> _sends = [];
    private readonly HashSet<int> _pending = [];
    private readonly List<(int Caller, int Deadline)> _interactive = [];
    private readonly List<(int Caller, int Deadline)> _background = [];
    private int _pausedUntil;

    /// <summary>What each caller was told; the wait is null for a grant. Callers not in here still wait.</summary>
    public Dictionary<int, int?> Answers { get; } = [];

    public IReadOnlyList<int> Sends => _sends;

    public int Waiting => _interactive.Count + _background.Count;

    public void Arrive(int caller, int now, int longestWait, bool isInteractive)
    {
        Serve(now);
        var line = isInteractive ? _interactive : _background;
        var wait = Turn(isInteractive, line.Count, now) - now;
        if (wait > longestWait)
        {
            Answers[caller] = wait;
            return;
        }

        line.Add((caller, longestWait == int.MaxValue ? int.MaxValue : now + longestWait));
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

    public void Promote(int caller, int now)
    {
        _interactive.AddRange(_background.Where(w => w.Caller == caller));
        _background.RemoveAll(w => w.Caller == caller);
        Serve(now);
    }

    public void Cancel(int caller)
    {
        _interactive.RemoveAll(w => w.Caller == caller);
        _background.RemoveAll(w => w.Caller == caller);
    }

    public void Pause(int now, int duration)
    {
        _pausedUntil = Math.Max(_pausedUntil, now + duration);
        Serve(now);
    }

    public int Remaining(int now) => now < _pausedUntil ? 0 : Math.Max(0, limit - Used(now) - _interactive.Count);

    public void Serve(int now)
    {
        while (_interactive.Count > 0 && now >= _pausedUntil && Used(now) < limit)
        {
            Grant(_interactive);
        }

        while (_interactive.Count == 0 && _background.Count > 0 && now >= _pausedUntil && Used(now) < share)
        {
            Grant(_background);
        }

        var late = _interactive.Select(w => (Line: _interactive, Waiter: w))
            .Concat(_background.Select(w => (Line: _background, Waiter: w)))
            .Where(w => w.Waiter.Deadline <= now || w.Waiter.Deadline < _pausedUntil)
            .OrderBy(w => w.Waiter.Deadline).ThenBy(w => w.Waiter.Caller);
        foreach (var (line, waiter) in late.ToList())
        {
            Answers[waiter.Caller] = Turn(line == _interactive, line.IndexOf(waiter), now) - now;
            line.Remove(waiter);
        }
    }

    private void Grant(List<(int Caller, int Deadline)> line)
    {
        Answers[line[0].Caller] = null;
        _pending.Add(line[0].Caller);
        line.RemoveAt(0);
    }

    private int Used(int now) => _pending.Count + _sends.Count(s => s + span > now);

    /// <summary>
    /// Plays it through: whoever is served sends at once, a request when the limit-th last send is a span ago, and when all of them have been
    /// served the background, whenever the share-th last is.
    /// </summary>
    private int Turn(bool isInteractive, int ahead, int now)
    {
        var sends = _sends.Concat(Enumerable.Repeat(now, _pending.Count)).ToList();
        SendMore(sends, isInteractive ? ahead + 1 : _interactive.Count, limit, now);
        SendMore(sends, isInteractive ? 0 : ahead + 1, share, now);
        return sends[^1];
    }

    private void SendMore(List<int> sends, int count, int most, int now)
    {
        for (var i = 0; i < count; i++)
        {
            var soonest = Math.Max(now, _pausedUntil);
            sends.Add(sends.Count < most ? soonest : Math.Max(soonest, sends[^most] + span));
        }
    }
}
