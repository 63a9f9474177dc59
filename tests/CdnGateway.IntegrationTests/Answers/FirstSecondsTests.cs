using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;

namespace CdnGateway.IntegrationTests.Answers;

/// <summary>A month, a day and an hour that have just begun, and in which no interval has ended.</summary>
public sealed class FirstSecondsTests
{
    private static readonly GatewaySetup Setup = new GatewaySetup
    {
        Sandbox = new SandboxOptions { CallsPerMinute = 100_000, TencentCallsPerSecond = 100_000, TencentV3DaysBack = null },
    }.With(("Accounts:qcloud:Api", "V2,V3"), ("Accounts:qcloud:CallsPerSecond", "1000"));

    [Theory]
    [InlineData("2018-06-01 00:00:10")]
    [InlineData("2018-05-31 23:59:59")]
    [InlineData("2018-06-01 08:00:00")]
    public async Task Questions_about_now_are_answered_by_all_accounts(string now)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Setup with { Time = new StandingClock(now) });

        (await gateway.GetAsync("/api/v1/bandwidth-flow")).BandwidthFlow().Complete.ShouldBeTrue();
        foreach (var path in (string[])["/api/v1/monthly-95/forecast?commitBps=2400000000", $"/api/v1/monthly-95?month={now[..7]}"])
        {
            var answer = await gateway.GetAsync(path);

            answer.Status.ShouldBe(HttpStatusCode.OK, answer.ToString());
            answer.Body.ShouldContain("\"account\":\"jd\"");
            answer.Body.ShouldContain("\"account\":\"qcloud\"");
        }
    }
}
