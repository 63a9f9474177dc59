using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;
using Microsoft.Extensions.Logging;

namespace CdnGateway.IntegrationTests.Secrets;

/// <summary>API 3.0 signs in a header: neither that nor the keys behind it may be said, whatever happens.</summary>
public sealed class TencentV3CanaryTests
{
    private static readonly SandboxOptions Canaries = new()
    {
        CallsPerMinute = 100_000,
        TencentCallsPerSecond = 100_000,
        TencentSecretId = "canary-id-1b7e",
        TencentSecretKey = "canary+tencent/key=c3d8",
        TencentToken = "canary&token=e6/f0+",
    };

    [Fact]
    public async Task No_secret_and_no_signature_is_ever_said()
    {
        using var witness = new Witness();
        await using var gateway = await GatewayUnderTest.StartAsync(
            new GatewaySetup { Sandbox = Canaries, LeastLogged = LogLevel.Trace }.With(
                ("Accounts:qcloud:Api", "V2,V3"), ("Accounts:qcloud:CallsPerSecond", "1000"), ("Upstream:MaxRetries", "0")));
        Fault?[] faults = [null, Fault.EchoSecrets(), Fault.Status(403), Fault.Status(500), Fault.Status(302)];
        foreach (var (n, fault) in faults.Index())
        {
            if (fault is not null)
            {
                gateway.Sandbox.TencentV3Faults.Always(fault);
            }

            witness.Hear(await gateway.BandwidthFlowAsync(Hour(n)));
            gateway.Sandbox.TencentV3Faults.Clear();
        }

        await gateway.Sandbox.StopTencentV3Async();
        witness.Hear(await gateway.BandwidthFlowAsync(Hour(faults.Length)));
        witness.Hear(await gateway.GetAsync("/api/v1/accounts"));

        string[] secrets =
        [
            "canary-id", "canary+tencent", "canary&token",
            .. gateway.Sandbox.TencentV3Calls.All.Select(call => call.Headers["Authorization"].Split("Signature=")[1]),
        ];
        secrets.Length.ShouldBe(3 + (2 * faults.Length));
        secrets.ShouldAllBe(secret => secret.Length >= 9);
        var said = witness.All(gateway.Log);
        said.ShouldContain(piece => piece.Where == "body" && piece.Text.Contains("upstream-", StringComparison.Ordinal));
        foreach (var (where, text) in said)
        {
            secrets.SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) })
                .ShouldAllBe(secret => !text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{where}: {text}");
        }
    }

    private static string Hour(int n) => $"domain=www.test.com&start=2018-05-0{n + 1}T00:00:00%2B08:00&end=2018-05-0{n + 1}T01:00:00%2B08:00";
}
