using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Quota;

/// <summary>The quota of a second on a real clock.</summary>
public sealed class SecondQuotaTests
{
    private const int Limit = 20;
    private const string Hour = "start=2018-06-01T00:00:00%2B08:00&end=2018-06-01T01:00:00%2B08:00";

    /// <summary>Every domain's bill is a call of its own.</summary>
    private static readonly string[] Domains = [.. Enumerable.Range(0, 100).Select(i => $"d{i}.test.com")];

    [Fact]
    public async Task Never_more_than_20_calls_set_out_in_any_second_and_what_they_need_on_the_way_retries_included()
    {
        var settingOut = new SettingOut();
        await using var gateway = await StartAsync("V3", Domains.Length, settingOut: settingOut);
        foreach (var _ in Enumerable.Range(0, 30))
        {
            gateway.Sandbox.TencentV3Faults.Enqueue(Fault.Status(503));
        }

        var answer = await gateway.Monthly95Async("account=qcloud&month=2018-05");

        answer.Monthly95().Entries.Count.ShouldBe(Domains.Length + 1);
        var calls = gateway.Sandbox.TencentV3Calls.All;
        calls.Count(call => call.Fault is null).ShouldBe(Domains.Length);
        calls.Count.ShouldBe(Domains.Length + 30);
        settingOut.Count.ShouldBe(calls.Count);
        settingOut.ShouldNeverExceed(Limit, TimeSpan.FromSeconds(1.2)); // which leaves a fifth for the way
        calls[^1].SinceStart.ShouldBeLessThan(calls[0].SinceStart + TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Account_with_both_apis_has_a_quota_for_each()
    {
        await using var gateway = await StartAsync("V3, v2", domains: 3);
        (await gateway.Monthly95Async("account=qcloud&month=2018-04")).Monthly95().Entries.ShouldAllBe(e => e.Source == "reported");
        (await gateway.BandwidthFlowAsync($"domain=d1.test.com&domain=d2.test.com&{Hour}")).Status.ShouldBe(HttpStatusCode.OK);

        var account = (await gateway.GetAsync("/api/v1/accounts?account=qcloud")).Accounts().Accounts.Single();

        account.Capabilities.ShouldBe(["bandwidth-flow", "monthly-95"]);
        account.Monthly95Source.ShouldBe("reported");
        account.Quotas.Select(q => (q.Api, q.Limit, q.WindowSeconds)).ShouldBe([("v2", 100, 60), ("v3", Limit, 1)]);
        account.Quotas[0].Remaining.ShouldBe(99);
        (account.Quota.Limit, account.Quota.Remaining).ShouldBe((100, 99));
        gateway.Sandbox.TencentV3Calls.Count.ShouldBe(2); // both domains in a call for the bandwidth and one for the flux
    }

    [Fact]
    public async Task Api_that_is_down_opens_its_own_circuit_and_the_account_tells_the_worst()
    {
        await using var gateway = await StartAsync("V2+V3", domains: 3, maxRetries: 0);
        gateway.Sandbox.TencentV3Faults.Always(Fault.Status(503));
        for (var call = 0; call < 20; call++)
        {
            await gateway.BandwidthFlowAsync($"domain=d1.test.com&{Hour}");
        }

        (await gateway.Monthly95Async("account=qcloud&month=2018-04")).Status.ShouldBe(HttpStatusCode.OK);
        var account = (await gateway.GetAsync("/api/v1/accounts?account=qcloud")).Accounts().Accounts.Single();

        gateway.Sandbox.TencentV3Calls.Count.ShouldBe(40);
        gateway.Sandbox.TencentCalls.Count.ShouldBe(1);
        account.Circuit.ShouldBe("open");
        account.LastSuccess!.Code.ShouldBe("ok");
        account.LastFailure!.Code.ShouldBe("upstream-unavailable");
    }

    private static Task<GatewayUnderTest> StartAsync(string api, int domains, int maxRetries = 10, SettingOut? settingOut = null) => GatewayUnderTest.StartAsync(
        (settingOut ?? new SettingOut()).In(new GatewaySetup { Sandbox = new SandboxOptions { CallsPerMinute = 100_000, TencentDomains = Domains[..domains], TencentCallsPerSecond = 100_000 } }.With(
            ("Accounts:qcloud:Api", api),
            ("Accounts:qcloud:CallsPerMinute", "100"),
            ("Upstream:MaxRetries", $"{maxRetries}"),
            ("Upstream:TotalTimeout", "60s"))));
}
