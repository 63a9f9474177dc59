using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>How a provider is down.</summary>
public enum Outage
{
    Status503,
    Hang,
    Refused,
}

internal static class Outages
{
    /// <summary>What a caller is told of it.</summary>
    public static string Code(this Outage outage) => outage == Outage.Hang ? "upstream-timeout" : "upstream-unavailable";

    public static Task BeginJdAsync(this Outage outage, SandboxServer sandbox) =>
        outage == Outage.Refused ? sandbox.StopJdCloudAsync() : Script(outage, sandbox.JdCloudFaults);

    public static Task BeginTencentAsync(this Outage outage, SandboxServer sandbox) =>
        outage == Outage.Refused ? sandbox.StopTencentAsync() : Script(outage, sandbox.TencentFaults);

    public static Task EndJdAsync(SandboxServer sandbox)
    {
        sandbox.JdCloudFaults.Clear();
        return sandbox.StartJdCloudAgainAsync(TestContext.Current.CancellationToken);
    }

    public static Task EndTencentAsync(SandboxServer sandbox)
    {
        sandbox.TencentFaults.Clear();
        return sandbox.StartTencentAgainAsync(TestContext.Current.CancellationToken);
    }

    private static Task Script(Outage outage, FaultScript script)
    {
        script.Always(outage == Outage.Hang ? Fault.Hang() : Fault.Status(503));
        return Task.CompletedTask;
    }
}
