using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Replicas;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>Connections that are refused, die in the pool, or belong to a caller who has gone.</summary>
public sealed class ConnectionTests
{
    private const string JdAndTencent = "month=2017-11&domain=vod.live.com&domain=www.test.com";

    [Fact]
    public async Task Refused_connection_is_unavailable_and_harms_nobody_else_and_a_provider_that_is_back_is_asked_again()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Settings = GatewaySetup.OneRetry });
        gateway.Sandbox.SeedDocumentedAnswers();
        await gateway.Sandbox.StopJdCloudAsync();

        var alone = await gateway.BandwidthFlowAsync("domain=play.live.com");
        var both = (await gateway.Monthly95Async(JdAndTencent)).Monthly95();

        alone.Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable").Detail.ShouldContain("cannot be reached");
        alone.RetryAfter.ShouldBe(10);
        gateway.Log.Of(2000).Count(e => Equals(e.Values["Account"], "jd")).ShouldBe(4);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(0);
        both.Entries.Select(e => e.Standard!.BandwidthBps).ShouldBe([62615912670, 62615912670]);
        both.Failures.ShouldHaveSingleItem().Code.ShouldBe("upstream-unavailable");

        await gateway.Sandbox.StartJdCloudAgainAsync(TestContext.Current.CancellationToken);
        (await gateway.Monthly95Async(JdAndTencent)).Monthly95().Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task Refused_connection_costs_no_permit()
    {
        var setup = new GatewaySetup { Settings = GatewaySetup.OneRetry }.With(("Accounts:jd:CallsPerMinute", "2"));
        await using var gateway = await GatewayUnderTest.StartAsync(setup);
        await gateway.Sandbox.StopJdCloudAsync();
        (await gateway.BandwidthFlowAsync("domain=play.live.com")).Problem().Code.ShouldBe("upstream-unavailable");
        (await gateway.BandwidthFlowAsync("domain=play.live.com")).Problem().Code.ShouldBe("upstream-unavailable");

        (await gateway.GetAsync("/api/v1/accounts?account=jd")).Accounts().Accounts.Single().Quota.Remaining.ShouldBe(2);
    }

    [Theory]
    [InlineData("Get")]
    [InlineData("Post")]
    public async Task Call_on_a_connection_that_dies_is_never_sent_twice_with_one_nonce(string method)
    {
        const int Deaths = 10;
        var setup = new GatewaySetup { Settings = GatewaySetup.OneRetry };
        await using var sandbox = await SandboxServer.StartAsync(setup.Sandbox with { Time = setup.Time }, TestContext.Current.CancellationToken);
        await using var relay = new SwallowingRelay(sandbox.TencentUrl);
        await using var gateway = await GatewayUnderTest.StartAsync(
            setup.With(("Accounts:qcloud:HttpMethod", method), ("Accounts:qcloud:BaseUrl", relay.Url)));
        (await gateway.GetAsync(Questions.Day(0))).Monthly95().Complete.ShouldBeTrue();

        for (var death = 1; death <= Deaths; death++)
        {
            // Written to the connection that the last answer left in the pool: a handler would send it again by itself, nonce and all.
            relay.SwallowNext();
            (await gateway.GetAsync(Questions.Day(death))).Monthly95().Complete.ShouldBeTrue();
        }

        sandbox.TencentCalls.Count.ShouldBe(1 + (2 * Deaths));
        await ShouldBeOneNonceACallAsync(gateway, sandbox.TencentCalls.All);
    }

    [Fact]
    public async Task Connection_that_the_provider_closed_while_it_was_idle_costs_neither_a_nonce_nor_a_permit_twice()
    {
        var setup = new GatewaySetup { Settings = GatewaySetup.OneRetry }.With(("Accounts:qcloud:HttpMethod", "Get"));
        await using var gateway = await GatewayUnderTest.StartAsync(setup);

        for (var call = 0; call < 20; call++)
        {
            (await gateway.GetAsync(Questions.Day(call))).Monthly95().Complete.ShouldBeTrue();
            await gateway.Sandbox.StopTencentAsync();
            await gateway.Sandbox.StartTencentAgainAsync(TestContext.Current.CancellationToken);
        }

        gateway.Sandbox.TencentCalls.Count.ShouldBeGreaterThanOrEqualTo(20);
        await ShouldBeOneNonceACallAsync(gateway, gateway.Sandbox.TencentCalls.All);
    }

    [Fact]
    public async Task Caller_who_goes_leaves_a_call_on_its_way_that_answers_the_next_one_and_no_error()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Sandbox.JdCloudFaults.Enqueue(Fault.DelayUntil(noticed.Task));
        using var leaving = new CancellationTokenSource();
        var asking = gateway.Client.GetAsync("/api/v1/bandwidth-flow?domain=play.live.com", leaving.Token);
        await gateway.Sandbox.JdCloudCalls.WaitForAsync(1, TestContext.Current.CancellationToken);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
        (await gateway.Log.WaitForAsync(1000)).Values["Gone"].ShouldBe(true);
        noticed.SetResult();
        (await gateway.Log.WaitForAsync(2000)).Values["Outcome"].ShouldBe("ok");
        (await gateway.BandwidthFlowAsync("domain=play.live.com")).BandwidthFlow().Complete.ShouldBeTrue();
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(1);
        gateway.Log.Of(1001).ShouldBeEmpty();
    }

    [Fact]
    public async Task Caller_who_goes_takes_a_call_along_that_still_waits_for_its_turn()
    {
        const int AtATime = 16;
        var timeouts = new HeldTimeouts();
        await using var gateway = await GatewayUnderTest.StartAsync(
            new GatewaySetup { Time = timeouts }.With(HeldTimeouts.Setting, HeldTimeouts.Total, ("Upstream:MaxRetries", "0")));
        gateway.Sandbox.JdCloudFaults.Always(Fault.Hang());
        var others = Enumerable.Range(1, AtATime).Select(n => gateway.GetAsync(Questions.Hour(n))).ToList();
        await gateway.Sandbox.JdCloudCalls.WaitForAsync(AtATime, TestContext.Current.CancellationToken);
        using var leaving = new CancellationTokenSource();
        var asking = gateway.Client.GetAsync(Questions.Hour(0), leaving.Token);
        while (await CallsOfJdAsync(gateway) == AtATime)
        {
            // Until it has its permit, and stands in line behind the others.
        }

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
        await ReplicaUnderTest.UntilAsync(() => Task.FromResult(gateway.Log.Of(1000).Any(e => Equals(e.Values["Gone"], true))), "the gateway has noticed");
        timeouts.Expire();
        (await Task.WhenAll(others)).ShouldAllBe(answer => answer.Status == HttpStatusCode.GatewayTimeout);
        gateway.Sandbox.JdCloudFaults.Clear();
        (await gateway.GetAsync(Questions.Hour(AtATime + 1))).BandwidthFlow().Complete.ShouldBeTrue(); // its turn would have come before
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(AtATime + 1);
        (await CallsOfJdAsync(gateway)).ShouldBe(AtATime + 1); // the permit was given back
        gateway.Log.Of(1001).ShouldBeEmpty();
    }

    private static async Task<int> CallsOfJdAsync(GatewayUnderTest gateway)
    {
        var quota = (await gateway.GetAsync("/api/v1/accounts?account=jd")).Accounts().Accounts.Single().Quota;
        return quota.Limit - quota.Remaining;
    }

    private static async Task ShouldBeOneNonceACallAsync(GatewayUnderTest gateway, IReadOnlyList<ReceivedCall> calls)
    {
        calls.ShouldAllBe(call => call.Refusal == null);
        calls.Select(call => call.Parameters["Nonce"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(calls.Count);
        var quota = (await gateway.GetAsync("/api/v1/accounts?account=qcloud")).Accounts().Accounts.Single().Quota;
        (quota.Limit - quota.Remaining).ShouldBe(calls.Count); // one permit a call
    }
}
