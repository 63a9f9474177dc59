namespace CdnGateway.IntegrationTests.Replicas;

/// <summary>The clock of a process that can be held up: time goes by for it, and none of its timers has noticed.</summary>
internal sealed class HeldUpClock : TimeProvider
{
    private long held;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref held);

    public void HoldUp(TimeSpan time) => Interlocked.Add(ref held, (long)(time.TotalSeconds * TimestampFrequency));
}
