using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Answers;

/// <summary>What a month's figure is at each provider, and when there is one. It is the 2nd of June 2018, 17:36.</summary>
public sealed class MonthTests
{
    [Fact]
    public async Task Settled_month_has_reported_and_computed_figures_side_by_side()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.Monthly95Async("month=2018-04")).Monthly95();

        answer.Complete.ShouldBeTrue();
        answer.Entries.Select(e => (e.Account, e.Scope, e.Domain, e.Source)).ShouldBe(
        [
            ("jd", "domain", "play.live.com", "computed"),
            ("jd", "domain", "vod.live.com", "computed"),
            ("jd", "all", null, "computed"),
            ("qcloud", "domain", "img.test.com", "reported"),
            ("qcloud", "domain", "www.test.com", "reported"),
            ("qcloud", "all", null, "reported"),
        ]);
        answer.Entries.Take(3).ShouldAllBe(e => e.Provisional == false && e.Samples!.Expected == 8640 && e.Samples.Discarded == 432);
        answer.Entries.Skip(3).ShouldAllBe(e => e.Provisional == null && e.Samples == null && e.OffPeak != null);
    }

    [Fact]
    public async Task Computed_figure_of_30_days_is_the_433rd()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup
        {
            // The bandwidth of a point is its rank: 1 for the first, 8640 for the last.
            Sandbox = new() { Traffic = static (_, start) => (long)((start - new DateTime(2018, 4, 1)).TotalMinutes / 5 + 1) * 1_048_576 },
        });

        var entry = (await gateway.Monthly95Async("account=jd&month=2018-04&domain=play.live.com")).Monthly95().Entries[0];

        entry.Standard!.BandwidthBps.ShouldBe((8640 - 432) * 1_048_576L);
        entry.Standard.Time.ShouldBe(DateTimeOffset.Parse("2018-04-01T00:00:00+08:00", null).AddMinutes(5 * (8640 - 433)));
    }

    [Fact]
    public async Task Running_month_is_provisional_where_it_is_computed_and_refused_where_it_is_reported()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.Monthly95Async("month=2018-06")).Monthly95();

        answer.Complete.ShouldBeFalse();
        answer.Entries.ShouldAllBe(e => e.Account == "jd" && e.Provisional == true);
        var samples = answer.Entries[0].Samples!;
        (samples.Expected, samples.Received, samples.Missing, samples.Discarded).ShouldBe((288 + 211, 288 + 211, 0, 24));
        var failure = answer.Failures.ShouldHaveSingleItem();
        (failure.Account, failure.Code).ShouldBe(("qcloud", "month-not-settled"));
        gateway.Sandbox.TencentCalls.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("month=2018-06")]
    [InlineData("start=2018-06-01&end=2018-06-01")]
    [InlineData("start=2018-05-20&end=2018-06-01")]
    public async Task Running_month_of_a_reporting_account_alone_is_a_400_without_a_call(string period)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var problem = (await gateway.Monthly95Async($"account=qcloud&{period}")).Problem(System.Net.HttpStatusCode.BadRequest, "month-not-settled");

        problem.Failures!.ShouldHaveSingleItem().Account.ShouldBe("qcloud");
        gateway.Sandbox.TencentCalls.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Month_is_settled_from_Beijings_midnight_on_and_not_before()
    {
        var clock = new StandingClock("2018-05-31 23:59:59");
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Time = clock });

        (await gateway.Monthly95Async("account=qcloud&month=2018-05")).Problem().Code.ShouldBe("month-not-settled");
        clock.Set("2018-06-01 00:00:00");
        (await gateway.Monthly95Async("account=qcloud&month=2018-05")).Monthly95().Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task Missing_points_are_counted_and_the_figure_is_taken_from_the_received_ones()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.JdCloudSeeds.Holes("play.live.com", "2018-04-10 00:05", "2018-04-11 00:00");

        var answer = (await gateway.Monthly95Async("account=jd&month=2018-04")).Monthly95();

        var samples = answer.Entries.Single(e => e.Domain == "play.live.com").Samples!;
        (samples.Expected, samples.Received, samples.Missing, samples.Discarded).ShouldBe((8640, 8352, 288, 417));
        var all = answer.Entries.Single(e => e.Scope == "all").Samples!;
        (all.Received, all.Missing, all.Incomplete).ShouldBe((8640, 0, 288));
        answer.Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Overlay_has_the_percentile_of_the_summed_curve_at_both_providers()
    {
        // Each domain is busy for one hour of the day, within its free 5 %; together they are busy for two, beyond it.
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup
        {
            Sandbox = new()
            {
                JdDomains = ["a.live.com", "b.live.com"],
                TencentDomains = ["a.test.com", "b.test.com"],
                Traffic = static (domain, start) => start.Hour == (domain[0] == 'a' ? 3 : 15) ? 200 * 1_048_576L : 10 * 1_048_576L,
            },
        });

        var answer = (await gateway.Monthly95Async("month=2018-04")).Monthly95();

        answer.Entries.Where(e => e.Scope == "domain").ShouldAllBe(e => e.Standard!.BandwidthBps == 10 * 1_048_576L);
        answer.Entries.Where(e => e.Scope == "all").ShouldAllBe(e => e.Standard!.BandwidthBps == 210 * 1_048_576L);
    }

    [Fact]
    public async Task Days_that_are_no_month_are_told_as_days()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = await gateway.Monthly95Async("start=2018-04-03&end=2018-04-05&account=jd&account=qcloud");

        answer.Json.GetProperty("month").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        answer.Json.GetProperty("start").GetString().ShouldBe("2018-04-03");
        answer.Json.GetProperty("end").GetString().ShouldBe("2018-04-05");
        answer.Monthly95().Entries[0].Samples!.Expected.ShouldBe(3 * 288);
        gateway.Sandbox.TencentCalls.All.Single().Parameters["end"].ShouldBe("2018-04-05");
    }
}
