namespace CdnGateway.Upstream.Quota;

/// <summary>The one timer of a limiter, set for whatever is due next. Not thread-safe; the limiter holds its lock around it.</summary>
internal sealed class TurnTimer(TimeProvider time, TimerCallback onDue, object state) : IDisposable
{
    // System timers refuse more than 49 days; one that fires too early finds nothing to do and is set again.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ITimer _timer = time.CreateTimer(onDue, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private TimeSpan _due = SlotLedger.Never;

    public void Set(TimeSpan due, TimeSpan now)
    {
        if (due == _due)
            return;

        _due = due;
        _timer.Change(due == SlotLedger.Never ? Timeout.InfiniteTimeSpan : RoundUp(due - now), Timeout.InfiniteTimeSpan);
    }

    public void Fired() => _due = SlotLedger.Never;

    public void Dispose() => _timer.Dispose();

    // System timers cut to whole milliseconds, which would fire just before the turn and then spin.
    private static TimeSpan RoundUp(TimeSpan wait) =>
        wait >= Longest ? Longest : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
