using CdnGateway.Contracts;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.IntegrationTests.Billing;

/// <summary>One truth, told by JD Cloud as end-labelled Mbps of 2^20 and by Tencent as start-labelled bit/s, is read as one.</summary>
public sealed class OneTruthTests
{
    private const string Domain = "both.live.com";

    [Theory]
    [InlineData("5m")]
    [InlineData("1h")]
    [InlineData("1d")]
    public async Task Points_totals_and_95s_are_the_same_in_both_dialects(string interval)
    {
        await using var gateway = await StartAsync();

        var answer = (await gateway.BandwidthFlowAsync($"domain={Domain}&interval={interval}&start=2018-05-30T22:00&end=2018-06-01T03:00")).BandwidthFlow();

        answer.Complete.ShouldBeTrue();
        var (jd, tencent) = (answer.Series.Single(s => s.Provider == "jdcloud"), answer.Series.Single(s => s.Provider == "tencent"));
        tencent.Points.ShouldBe(jd.Points);
        tencent.Summary.ShouldBe(jd.Summary);
        jd.Summary.PeakBandwidthBps!.Value.ShouldBeGreaterThan(0);
        answer.Total.Summary.TotalFlowBytes.ShouldBe(2 * jd.Summary.TotalFlowBytes);
        answer.Total.Summary.P95BandwidthBps.ShouldBe(2 * jd.Summary.P95BandwidthBps);
    }

    [Fact]
    public async Task Month_is_the_same_in_both_dialects_and_of_both_together_it_is_twice_as_much()
    {
        await using var gateway = await StartAsync();

        var answer = (await gateway.Monthly95Async($"domain={Domain}&month=2018-05&source=computed")).Monthly95();

        answer.Complete.ShouldBeTrue();
        var (jd, tencent) = (answer.Entries.First(e => e.Account == "jd"), answer.Entries.First(e => e.Account == "qcloud"));
        tencent.Standard.ShouldBe(jd.Standard);
        tencent.Samples.ShouldBe(jd.Samples);
        (jd.Rule, tencent.Rule).ShouldBe((new RuleName("month-95", 1), new RuleName("month-95-valid-days", 1)));
        var both = answer.Entries[^1];
        (both.Scope, both.Account, both.Domain).ShouldBe(("all-accounts", null, null));
        both.Standard!.BandwidthBps.ShouldBe(2 * jd.Standard!.BandwidthBps);
        both.SumOf95sBps.ShouldBe(2 * jd.Standard.BandwidthBps);
    }

    [Fact]
    public async Task Figure_of_all_accounts_is_of_the_summed_curve_and_stands_beside_the_sum_of_the_95s()
    {
        await using var gateway = await Deviation.StartAsync(Alternating);

        var answer = (await gateway.Monthly95Async("month=2018-05&source=computed")).Monthly95();

        var everything = answer.Entries.Single(e => e.Scope == "all-accounts");
        everything.Standard!.BandwidthBps.ShouldBe(4 * 1_048_576_000L); // each domain is busy a quarter of the time, and never two at once
        everything.SumOf95sBps.ShouldBe(2 * 4 * 1_048_576_000L); // the accounts' own, of two domains each
        everything.SumOf95sBps.ShouldBe(answer.Entries.Where(e => e.Scope == "all").Sum(e => e.Standard!.BandwidthBps));
    }

    [Fact]
    public async Task Figure_of_all_accounts_is_not_given_where_an_account_has_no_points_or_fails()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Upstream:MaxRetries", "0"));

        (await gateway.Monthly95Async("month=2018-05")).Monthly95().Entries.ShouldAllBe(e => e.Scope != "all-accounts");
        await using var third = await Deviation.StartAsync(
            DayNightCurve.BitsPerSecond,
            ("Accounts:third:Provider", "Tencent"), ("Accounts:third:SecretId", "i"), ("Accounts:third:SecretKey", "s"));
        (await third.Monthly95Async("month=2018-05&source=computed")).Monthly95().Entries.ShouldAllBe(e => e.Scope != "all-accounts"); // the third has no points
        (await third.Monthly95Async("month=2018-05&source=computed&account=jd&account=qcloud")).Monthly95().Entries[^1].Scope.ShouldBe("all-accounts");
        await gateway.Sandbox.StopTencentV3Async();
        (await gateway.Monthly95Async("month=2018-05&source=computed")).Monthly95().Entries.ShouldAllBe(e => e.Scope != "all-accounts");
    }

    private static long Alternating(string domain, DateTime start)
    {
        var turn = Array.IndexOf(["play.live.com", "vod.live.com", "www.test.com", "img.test.com"], domain);
        return start.Minute / 5 % 4 == turn ? 4 * 1_048_576_000L : 0;
    }

    private static Task<GatewayUnderTest> StartAsync() => GatewayUnderTest.StartAsync(new GatewaySetup
    {
        Sandbox = new SandboxOptions
        {
            CallsPerMinute = 100_000,
            TencentV3DaysBack = null,
            Traffic = ExactTruth.InSteps(DayNightCurve.BitsPerSecond),
            JdDomains = [Domain],
            TencentDomains = [Domain],
            JdBilling = new Dictionary<string, BillingDeviations>(StringComparer.Ordinal),
        },
    }.With(("Accounts:qcloud:Api", "V2,V3")));
}
