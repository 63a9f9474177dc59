using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>JD signs with Beijing's date, and a call can be under way when it changes.</summary>
public sealed class MidnightTests
{
    private const string Before = "2018-06-02 23:59:59";
    private const string After = "2018-06-03 00:00:01";
    private const string Ask = "domain=play.live.com&start=2018-06-02T17:10&end=2018-06-02T17:30";

    [Fact]
    public async Task Retry_after_midnight_is_signed_with_the_new_day()
    {
        var (gateway, clock) = await StartAsync();
        await using var _ = gateway;
        gateway.Sandbox.JdCloudFaults.Enqueue(Fault.Status(503), call => Passes(clock));

        (await gateway.BandwidthFlowAsync(Ask)).BandwidthFlow().Complete.ShouldBeTrue();

        var calls = gateway.Sandbox.JdCloudCalls.All;
        calls.Count.ShouldBe(2);
        calls.ShouldAllBe(call => call.Refusal == null);
        calls.Select(call => call.Parameters["signature"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Signature_that_midnight_made_wrong_is_made_anew_once()
    {
        var (gateway, clock) = await StartAsync();
        await using var _ = gateway;
        gateway.Sandbox.JdCloudFaults.Enqueue(Fault.BusinessError(7, "签名错误"), call => Passes(clock));

        (await gateway.BandwidthFlowAsync(Ask)).BandwidthFlow().Complete.ShouldBeTrue();

        gateway.Sandbox.JdCloudCalls.All.Select(call => call.Verdict).ShouldBe(["Fault BusinessError", "Ok"]);
    }

    [Fact]
    public async Task Signature_that_stays_wrong_after_midnight_is_not_tried_a_third_time()
    {
        var (gateway, clock) = await StartAsync();
        await using var _ = gateway;
        gateway.Sandbox.JdCloudFaults.Always(Fault.BusinessError(7), call => Passes(clock));

        (await gateway.BandwidthFlowAsync(Ask)).Problem(HttpStatusCode.BadGateway, "upstream-auth-failed");

        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Wrong_key_is_not_tried_again()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Accounts:jd:SecretKey", "another")));

        (await gateway.BandwidthFlowAsync(Ask)).Problem(HttpStatusCode.BadGateway, "upstream-auth-failed");

        gateway.Sandbox.JdCloudCalls.All.ShouldHaveSingleItem().Verdict.ShouldBe("Refused 7");
    }

    [Theory]
    [InlineData("2018-06-02 00:00:00")]
    [InlineData("2018-06-02 07:59:59")]
    [InlineData("2018-06-02 08:00:00")]
    [InlineData("2018-06-02 23:59:59")]
    public async Task Day_is_Beijings_at_every_hour(string now)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Time = new StandingClock(now) });

        (await gateway.GetAsync("/api/v1/bandwidth-flow")).BandwidthFlow().Complete.ShouldBeTrue();
    }

    private static async Task<(GatewayUnderTest Gateway, StandingClock Clock)> StartAsync()
    {
        var clock = new StandingClock(Before);
        return (await GatewayUnderTest.StartAsync(new GatewaySetup { Time = clock }), clock);
    }

    private static bool Passes(StandingClock clock)
    {
        clock.Set(After);
        return true;
    }
}
