using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>The collector within a gateway that people ask.</summary>
public sealed class CollectingGatewayTests
{
    private const int Pace = 30;
    private const int RoundDone = 4001;

    /// <remarks>A border comes every ten seconds, and an attempt may take as long.</remarks>
    [Fact(Timeout = 240_000)]
    public async Task Borders_are_one_call_a_domain_and_questions_about_what_is_kept_are_none()
    {
        var clock = new HurriedClock("2018-06-02 17:31:00", Pace);
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Environment = "Production", Time = clock }.With(
            ("AllowAnonymous", "true"), ("Collector:BackfillDays", "3"), ("Upstream:AttemptTimeout", "5m"), ("Upstream:TotalTimeout", "10m")));
        await gateway.Log.WaitForAsync(RoundDone, 3); // the first of both accounts and the next of JD; Tencent has one a month
        var afterFirst = gateway.Sandbox.JdCloudCalls.Count;
        var tencent = gateway.Sandbox.TencentCalls.Count;

        var settled = (await gateway.BandwidthFlowAsync("start=2018-05-31&end=2018-06-01")).BandwidthFlow();
        await gateway.Log.WaitForAsync(RoundDone, 5);
        var month = (await gateway.Monthly95Async("account=qcloud&month=2018-05")).Monthly95();
        var ofOne = (await gateway.Monthly95Async("domain=www.test.com&month=2018-05")).Monthly95();

        settled.Complete.ShouldBeTrue();
        settled.Series.ShouldAllBe(s => s.Freshness.Source == "store");
        month.Entries.Concat(ofOne.Entries).ShouldAllBe(e => e.Freshness.Source == "store");
        afterFirst.ShouldBeGreaterThanOrEqualTo(2 + 2);
        tencent.ShouldBe(1);
        gateway.Sandbox.JdCloudCalls.All.GroupBy(call => (call.Parameters["domain"], call.Parameters["end_time"])).ShouldAllBe(border => border.Count() == 1);
        gateway.Sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
        gateway.Log.Of(RoundDone).ShouldAllBe(e => Equals(e.Values["Failures"], 0));
    }

    [Fact(Timeout = 120_000)]
    public async Task Backlog_takes_its_share_of_the_quota_and_requests_the_rest_at_once()
    {
        const int limit = 10;
        var setup = new GatewaySetup
        {
            Environment = "Production",
            Sandbox = new SandboxOptions { CallsPerMinute = limit, JdDomains = [.. Enumerable.Range(0, 20).Select(i => $"d{i}.live.com")] },
        };
        await using var gateway = await GatewayUnderTest.StartAsync(setup.With(
            ("AllowAnonymous", "true"), ("Accounts:jd:CallsPerMinute", $"{limit}"), ("Collector:BackfillDays", "100"), ("Collector:QuotaShare", "50%")));
        await gateway.Sandbox.JdCloudCalls.WaitForAsync(limit / 2, TestContext.Current.CancellationToken);

        var answers = new List<Answer>();
        for (var i = 0; i < limit / 2; i++)
        {
            answers.Add(await gateway.BandwidthFlowAsync($"domain=d{i}.live.com&start=2017-06-01&end=2017-06-02"));
        }

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK && a.Elapsed < TimeSpan.FromSeconds(25));
        answers.ForEach(a => a.BandwidthFlow().Complete.ShouldBeTrue());
        gateway.Sandbox.JdCloudCalls.All.ShouldAllBe(call => call.Verdict == "Ok");
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(limit);
    }
}
