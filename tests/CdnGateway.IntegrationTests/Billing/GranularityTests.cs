using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.IntegrationTests.Billing;

/// <summary>Points that a provider has thinned out are marked where they are shown, and bill nobody.</summary>
public sealed class GranularityTests
{
    [Theory]
    [InlineData(PointPattern.ConstantOverHour, "coarse", "jd", "play.live.com")]
    [InlineData(PointPattern.LinearBetweenHours, "interpolated", "jd", "play.live.com")]
    [InlineData(PointPattern.ConstantOverHour, "coarse", "qcloud", "www.test.com")]
    [InlineData(PointPattern.LinearBetweenHours, "interpolated", "qcloud", "www.test.com")]
    public async Task Invented_points_of_one_day_are_marked_in_series_and_refused_for_the_bill(PointPattern pattern, string kind, string account, string domain)
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        gateway.Sandbox.JdCloudSeeds.Day(domain, "2018-05-20", pattern);
        gateway.Sandbox.TencentV3Seeds.Day(domain, "2018-05-20", pattern);

        var series = (await gateway.BandwidthFlowAsync($"account={account}&domain={domain}&start=2018-05-19&end=2018-05-22")).BandwidthFlow().Series.Single();
        var whole = (await gateway.BandwidthFlowAsync($"account={account}&domain={domain}&start=2018-05-21&end=2018-05-22")).BandwidthFlow().Series.Single();
        var month = await gateway.Monthly95Async($"account={account}&domain={domain}&month=2018-05&source=computed");

        series.Points.Count.ShouldBe(3 * 288);
        (series.Granularity!.Kind, series.Granularity.IntervalMinutes, series.Granularity.FirstDay).ShouldBe((kind, 60, new DateOnly(2018, 5, 20)));
        whole.Granularity.ShouldBeNull();
        var problem = month.Problem(HttpStatusCode.BadGateway, "upstream-invalid-response");
        problem.Failures!.ShouldHaveSingleItem().Detail.ShouldStartWith("The points cannot be billed by. On 2018-05-20");
    }

    [Fact]
    public async Task One_point_an_hour_is_marked_and_refused()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        for (var day = 1; day <= 31; day++)
        {
            gateway.Sandbox.JdCloudSeeds.Day("play.live.com", $"2018-05-{day:00}", PointPattern.OnePointAnHour);
        }

        var series = (await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-05-19&end=2018-05-22")).BandwidthFlow().Series.Single();
        var answer = (await gateway.Monthly95Async("account=jd&month=2018-05")).Monthly95();

        (series.Granularity!.Kind, series.Granularity.IntervalMinutes).ShouldBe(("sparse", 60));
        answer.Complete.ShouldBeFalse();
        answer.Entries.Select(e => e.Domain).ShouldBe(["vod.live.com"]); // and no overlay
        answer.Failures.ShouldHaveSingleItem().Code.ShouldBe("upstream-invalid-response");
    }

    [Theory]
    [InlineData("jd", "play.live.com")]
    [InlineData("qcloud", "www.test.com")]
    public async Task Points_that_the_provider_has_mended_are_billed(string account, string domain)
    {
        var isMended = false;
        var clock = new StandingClock("2018-06-02 17:36:00");
        await using var gateway = await Deviation.StartAsync(
            clock, (name, start) => DayNightCurve.BitsPerSecond(name, isMended || start.Day != 20 ? start : start.Date.AddHours(start.Hour)), []);
        var question = $"account={account}&domain={domain}&month=2018-05&source=computed";
        (await gateway.Monthly95Async(question)).Problem(HttpStatusCode.BadGateway, "upstream-invalid-response");
        isMended = true;

        clock.Set("2018-06-02 18:35:00");
        (await gateway.Monthly95Async(question)).Problem(HttpStatusCode.BadGateway, "upstream-invalid-response");
        clock.Set("2018-06-02 18:36:00");
        var month = (await gateway.Monthly95Async(question)).Monthly95();

        month.Complete.ShouldBeTrue();
        month.Entries.Count.ShouldBe(2);
        var calls = gateway.Sandbox.JdCloudCalls.Count + gateway.Sandbox.TencentV3Calls.Count;
        clock.Set("2018-06-09 18:36:00");
        (await gateway.Monthly95Async(question)).Monthly95().Complete.ShouldBeTrue();
        (gateway.Sandbox.JdCloudCalls.Count + gateway.Sandbox.TencentV3Calls.Count).ShouldBe(calls);
    }
}
