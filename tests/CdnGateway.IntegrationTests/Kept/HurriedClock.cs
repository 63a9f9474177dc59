namespace CdnGateway.IntegrationTests.Kept;

/// <summary>A clock that begins at an instant and runs so many times as fast as the real one, its timers included.</summary>
internal sealed class HurriedClock(string beijing, int pace) : TimeProvider
{
    private readonly DateTimeOffset began = DateTimeOffset.Parse(beijing + "+08:00", null).ToUniversalTime();
    private readonly long since = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => began + (System.GetElapsedTime(since) * pace);

    public override long GetTimestamp() => System.GetTimestamp() * pace;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Real(dueTime), Real(period));

    private TimeSpan Real(TimeSpan time) => time > TimeSpan.Zero ? time / pace : time;
}
