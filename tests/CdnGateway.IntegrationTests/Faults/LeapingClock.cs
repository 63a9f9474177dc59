namespace CdnGateway.IntegrationTests.Faults;

/// <summary>As soon as a back-off is over an hour has passed, which no timer has noticed yet: what a busy machine does for an instant.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long leap;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref leap);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(IsBackoff(dueTime) ? Leaping(callback) : callback, state, dueTime, period);

    /// <summary>The timeouts are longer.</summary>
    private static bool IsBackoff(TimeSpan due) => due > TimeSpan.FromMilliseconds(50) && due < TimeSpan.FromMilliseconds(999);

    private TimerCallback Leaping(TimerCallback callback) => state =>
    {
        Interlocked.Exchange(ref leap, TimestampFrequency * 3600);
        callback(state);
    };
}
