namespace CdnGateway.UnitTests.Sandbox;

/// <summary>A clock that stands until it is moved; its monotonic side moves along.</summary>
internal sealed class SandboxClock(DateTimeOffset now) : TimeProvider
{
    private long ticks = now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public static SandboxClock AtBeijing(string time) => new(DateTimeOffset.Parse(time + "+08:00", null));

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
