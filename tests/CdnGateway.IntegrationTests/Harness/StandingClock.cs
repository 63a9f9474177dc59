namespace CdnGateway.IntegrationTests.Harness;

/// <summary>
/// A wall clock that stands until it is moved, for the gateway and its providers alike. Timers and the monotonic side stay real: so are
/// the sockets, the timeouts and the quota.
/// </summary>
internal sealed class StandingClock(string beijing) : TimeProvider
{
    private long ticks = DateTimeOffset.Parse(beijing + "+08:00", null).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Set(string beijing) => Interlocked.Exchange(ref ticks, DateTimeOffset.Parse(beijing + "+08:00", null).UtcTicks);
}
