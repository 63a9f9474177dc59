using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Replicas;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>How often, how soon and for how long it is tried.</summary>
public sealed class RetryTests
{
    private const string Ask = "domain=play.live.com";

    [Fact]
    public async Task Defaults_are_four_attempts_with_growing_pauses()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.JdCloudFaults.Always(Fault.Status(503));

        var answer = await gateway.BandwidthFlowAsync(Ask);

        answer.Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable").Detail.ShouldContain("(4 attempts)");
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(4);
        answer.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task No_retries_is_one_attempt()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Upstream:MaxRetries", "0")));
        gateway.Sandbox.JdCloudFaults.Always(Fault.Status(503));

        (await gateway.BandwidthFlowAsync(Ask)).Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable");

        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Total_timeout_ends_it_however_many_retries_are_left()
    {
        var setup = new GatewaySetup().With(("Upstream:MaxRetries", "10"), ("Upstream:AttemptTimeout", "1s"), ("Upstream:TotalTimeout", "2s"));
        await using var gateway = await GatewayUnderTest.StartAsync(setup);
        gateway.Sandbox.JdCloudFaults.Always(Fault.Hang());

        var answer = await gateway.BandwidthFlowAsync(Ask);

        answer.Problem(HttpStatusCode.GatewayTimeout, "upstream-timeout");
        answer.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8)); // eleven attempts would take as many seconds
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_after_is_waited_for(int status)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.JdCloudFaults.Enqueue(Fault.Status(status, null, "2"));

        (await gateway.BandwidthFlowAsync(Ask)).BandwidthFlow().Complete.ShouldBeTrue();

        var calls = gateway.Sandbox.JdCloudCalls.All;
        calls.Count.ShouldBe(2);
        (calls[1].SinceStart - calls[0].SinceStart).ShouldBeInRange(TimeSpan.FromSeconds(1.95), TimeSpan.FromSeconds(15)); // timers cut milliseconds off
    }

    [Fact]
    public async Task Account_that_is_told_to_wait_sends_nothing_else_meanwhile()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.JdCloudFaults.Enqueue(Fault.Status(429, null, "2"));
        var first = gateway.BandwidthFlowAsync(Ask);
        await ReplicaUnderTest.UntilAsync(
            async () => (await gateway.GetAsync("/api/v1/accounts?account=jd")).Accounts().Accounts.Single().Quota.Remaining == 0, "it pauses");

        var second = gateway.BandwidthFlowAsync("domain=vod.live.com");

        (await first).BandwidthFlow().Complete.ShouldBeTrue();
        (await second).BandwidthFlow().Complete.ShouldBeTrue();
        var calls = gateway.Sandbox.JdCloudCalls.All;
        calls.Count.ShouldBe(3);
        calls.Skip(1).ShouldAllBe(call => call.SinceStart - calls[0].SinceStart >= TimeSpan.FromSeconds(1.95));
    }

    [Fact]
    public async Task Accounts_that_fail_alike_are_one_code_and_differently_are_unavailable()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.JdCloudFaults.Always(Fault.BusinessError(20));
        gateway.Sandbox.TencentFaults.Always(Fault.BusinessError(4104));
        var alike = await gateway.Monthly95Async("month=2018-04");
        gateway.Sandbox.JdCloudFaults.Clear();
        gateway.Sandbox.JdCloudFaults.Always(Fault.BusinessError(18));
        var different = await gateway.Monthly95Async("month=2018-04");

        alike.Problem(HttpStatusCode.BadGateway, "upstream-auth-failed").Failures!.Count.ShouldBe(2);
        different.Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable").Failures!.Select(f => f.Code)
            .ShouldBe(["upstream-rejected", "upstream-auth-failed"]);
    }

    [Fact]
    public async Task Domain_that_fails_is_a_failure_and_the_others_are_answered()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.JdCloudFaults.Always(Fault.BusinessError(18), call => call.Parameters["domain"] == "vod.live.com");

        var answer = (await gateway.GetAsync("/api/v1/bandwidth-flow")).BandwidthFlow();

        answer.Series.ShouldHaveSingleItem().Domain.ShouldBe("play.live.com");
        answer.Complete.ShouldBeFalse();
        var failure = answer.Failures.ShouldHaveSingleItem();
        (failure.Domain, failure.Code, failure.ProviderCode).ShouldBe(("vod.live.com", "upstream-rejected", "18"));
    }

    [Fact]
    public async Task Month_with_a_part_that_failed_has_no_figure()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.JdCloudFaults.Always(
            Fault.BusinessError(18), call => call.Parameters["domain"] == "vod.live.com" && call.Parameters["end_time"] == "2018-06-01 00:00");

        var answer = (await gateway.Monthly95Async("account=jd&month=2018-05")).Monthly95();

        answer.Entries.ShouldHaveSingleItem().Domain.ShouldBe("play.live.com");
        answer.Failures.ShouldHaveSingleItem().Detail.ShouldContain("overlay");
        answer.Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Deadline_that_passes_during_a_pause_is_no_fault_of_the_gateway()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Time = new LeapingClock(), Settings = GatewaySetup.OneRetry });
        gateway.Sandbox.JdCloudFaults.Always(Fault.Status(503));

        (await gateway.BandwidthFlowAsync(Ask)).Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable");
    }
}
