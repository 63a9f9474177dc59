using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Problems;

/// <summary>What an operator sees of the accounts while their providers come and go.</summary>
public sealed class AccountsTests
{
    [Fact]
    public async Task Accounts_before_the_first_call_are_told_whole()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Accounts:jd:CallsPerMinute", "100")));

        var answer = await gateway.GetAsync("/api/v1/accounts?account=jd");

        answer.Body.ShouldBe(
            """
            {"accounts":[{"name":"jd","provider":"jdcloud","domains":["play.live.com","vod.live.com"],
            "capabilities":["bandwidth-flow","monthly-95"],"monthly95Source":"computed",
            "quota":{"limit":100,"windowSeconds":60,"remaining":100},
            "quotas":[{"api":"opencdn","limit":100,"windowSeconds":60,"remaining":100}],"circuit":"closed","lastSuccess":null,"lastFailure":null}]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Calls_are_counted_and_the_last_of_each_kind_is_told()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            new GatewaySetup().With(("Accounts:qcloud:CallsPerMinute", "100"), ("Upstream:MaxRetries", "0")));
        await gateway.Monthly95Async("account=qcloud&month=2018-04");
        gateway.Sandbox.TencentFaults.Enqueue(Fault.BusinessError(4000, "(9110)cdn no such host", 9110));
        await gateway.Monthly95Async("account=qcloud&month=2018-03");

        var account = (await gateway.GetAsync("/api/v1/accounts?provider=tencent")).Accounts().Accounts.Single();

        account.Quota.Remaining.ShouldBe(98);
        account.Capabilities.ShouldBe(["monthly-95"]);
        account.Monthly95Source.ShouldBe("reported");
        account.LastSuccess!.Code.ShouldBe("ok");
        account.LastSuccess.Time.ShouldBe(DateTimeOffset.Parse("2018-06-02T17:36:00+08:00", null));
        (account.LastFailure!.Code, account.LastFailure.ProviderCode).ShouldBe(("upstream-rejected", "9110"));
    }

    [Fact]
    public async Task Circuit_opens_on_a_provider_that_is_plainly_down_and_then_sends_nothing()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Upstream:MaxRetries", "0")));
        gateway.Sandbox.JdCloudFaults.Always(Fault.Status(500));
        const string Ask = "domain=play.live.com";
        for (var call = 0; call < 40; call++)
        {
            (await gateway.BandwidthFlowAsync(Ask)).Problem().Code.ShouldBe("upstream-unavailable");
        }

        var answer = await gateway.BandwidthFlowAsync(Ask);

        answer.Problem().Detail.ShouldContain("no call is sent");
        answer.RetryAfter!.Value.ShouldBeInRange(1, 10);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(40);
        (await gateway.GetAsync("/api/v1/accounts?account=jd")).Accounts().Accounts.Single().Circuit.ShouldBe("open");
        gateway.Log.Of(2001).ShouldHaveSingleItem().Level.ShouldBe(Microsoft.Extensions.Logging.LogLevel.Error);
        (await gateway.Monthly95Async("account=qcloud&month=2018-04")).Monthly95().Complete.ShouldBeTrue();
    }
}
