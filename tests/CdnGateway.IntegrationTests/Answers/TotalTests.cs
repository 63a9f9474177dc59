using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Answers;

public sealed class TotalTests
{
    private const string Quarter = "start=2018-06-01T09:00&end=2018-06-01T09:15";

    [Fact]
    public async Task Total_adds_point_by_point_and_says_where_a_series_is_missing()
    {
        await using var gateway = await StartAsync();

        var answer = (await gateway.BandwidthFlowAsync(Quarter)).BandwidthFlow();

        answer.Series.Select(s => s.Domain).ShouldBe(["play.live.com", "vod.live.com"]);
        answer.Total.Points.Select(p => (p.BandwidthBps, p.FlowBytes, p.MissingSeries)).ShouldBe([(110, 44, null), (20, 2, 1)]);
        answer.Total.Points.Select(p => p.Time.ToString("HH:mm", null)).ShouldBe(["09:00", "09:05"]);
        answer.Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Summary_of_the_total_counts_what_is_missing_and_what_is_too_low()
    {
        await using var gateway = await StartAsync();

        var summary = (await gateway.BandwidthFlowAsync(Quarter)).BandwidthFlow().Total.Summary;

        (summary.PeakBandwidthBps, summary.AverageBandwidthBps, summary.P95BandwidthBps).ShouldBe((110L, 65L, 110L));
        summary.TotalFlowBytes.ShouldBe(46);
        (summary.ExpectedPoints, summary.MissingPoints, summary.IncompletePoints).ShouldBe((3, 1, 1));
    }

    [Fact]
    public async Task Percentile_of_the_total_is_that_of_the_summed_curve()
    {
        await using var gateway = await StartAsync();
        for (var minute = 0; minute < 100; minute += 5)
        {
            // 20 points, one of which is dropped: each domain has its own peak, and they never meet.
            Seed(gateway, "play.live.com", minute, minute == 0 ? 1000 : 10);
            Seed(gateway, "vod.live.com", minute, minute == 5 ? 1000 : 10);
        }

        var answer = (await gateway.BandwidthFlowAsync("start=2018-06-01T11:00&end=2018-06-01T12:40")).BandwidthFlow();

        answer.Series.Select(s => s.Summary.P95BandwidthBps).ShouldBe([10, 10]);
        answer.Total.Summary.P95BandwidthBps.ShouldBe(1010);
        answer.Complete.ShouldBeTrue();
    }

    private static async Task<GatewayUnderTest> StartAsync()
    {
        var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Accounts:jd:MegaUnit", "1")));
        var seeds = gateway.Sandbox.JdCloudSeeds;
        seeds.WithoutCurve("play.live.com");
        seeds.WithoutCurve("vod.live.com");
        seeds.Point("play.live.com", "2018-06-01 09:05", "10", "4");
        seeds.Point("vod.live.com", "2018-06-01 09:05", "100", "40");
        seeds.Point("vod.live.com", "2018-06-01 09:10", "20", "2");
        return gateway;
    }

    private static void Seed(GatewayUnderTest gateway, string domain, int minute, int bandwidth)
    {
        var label = new DateTime(2018, 6, 1, 11, 5, 0).AddMinutes(minute).ToString("yyyy-MM-dd HH:mm", null);
        gateway.Sandbox.JdCloudSeeds.Point(domain, label, $"{bandwidth}", "1");
    }
}
