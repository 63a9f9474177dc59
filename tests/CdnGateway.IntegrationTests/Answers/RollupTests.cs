using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Answers;

/// <summary>Hours and Beijing days, by figures that can be added up by hand: an "M" is worth 1 here.</summary>
public sealed class RollupTests
{
    private static readonly GatewaySetup Plain = new GatewaySetup().With(("Accounts:jd:MegaUnit", "1"));

    [Fact]
    public async Task Hour_has_the_average_the_peak_and_the_sum_of_its_points()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Plain);
        gateway.Sandbox.JdCloudSeeds.WithoutCurve("play.live.com");
        for (var minute = 5; minute <= 60; minute += 5)
        {
            Seed(gateway, $"2018-06-01 {9 + minute / 60:00}:{minute % 60:00}", bandwidth: minute, flow: 1000 + minute);
        }

        var answer = await gateway.BandwidthFlowAsync("domain=play.live.com&interval=1h&start=2018-06-01T09:00&end=2018-06-01T10:00");

        answer.Json.GetProperty("series")[0].GetProperty("points").GetRawText().ShouldBe(
            """[{"time":"2018-06-01T09:00:00+08:00","bandwidthBps":33,"flowBytes":12390,"peakBandwidthBps":60}]""");
        answer.BandwidthFlow().Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task Hour_with_missing_points_counts_them_and_one_without_any_is_absent()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Plain);
        gateway.Sandbox.JdCloudSeeds.WithoutCurve("play.live.com");
        Seed(gateway, "2018-06-01 09:05", bandwidth: 10, flow: 7);
        Seed(gateway, "2018-06-01 09:10", bandwidth: 20, flow: 8);

        var answer = (await gateway.BandwidthFlowAsync(
            "domain=play.live.com&interval=1h&start=2018-06-01T09:00&end=2018-06-01T11:00")).BandwidthFlow();

        var hour = answer.Series.Single().Points.ShouldHaveSingleItem();
        (hour.BandwidthBps, hour.PeakBandwidthBps, hour.FlowBytes, hour.MissingPoints).ShouldBe((15L, 20L, 15L, 10));
        answer.Series.Single().Summary.MissingPoints.ShouldBe(22);
        answer.Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Day_is_Beijings_and_a_day_in_part_says_how_much_of_it_is_covered()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.BandwidthFlowAsync(
            "domain=play.live.com&interval=1d&start=2018-05-30T12:00:00Z&end=2018-06-01T16:00:00Z")).BandwidthFlow();

        var days = answer.Series.Single().Points;
        days.Select(d => d.Time).ShouldBe([Beijing("2018-05-30"), Beijing("2018-05-31"), Beijing("2018-06-01")]);
        days.Select(d => d.ExpectedPoints).ShouldBe([48, null, null]);
        days.Select(d => d.MissingPoints).ShouldBe([null, null, null]);
        answer.Series.Single().Summary.ExpectedPoints.ShouldBe(48 + 288 + 288);
    }

    [Fact]
    public async Task Day_adds_up_to_its_five_minute_points()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        const string Day = "domain=play.live.com&start=2018-06-01&end=2018-06-02";

        var fine = (await gateway.BandwidthFlowAsync(Day)).BandwidthFlow().Series.Single();
        var day = (await gateway.BandwidthFlowAsync($"{Day}&interval=1d")).BandwidthFlow().Series.Single();

        fine.Points.Count.ShouldBe(288);
        var point = day.Points.ShouldHaveSingleItem();
        point.FlowBytes.ShouldBe(fine.Points.Sum(p => p.FlowBytes));
        point.PeakBandwidthBps.ShouldBe(fine.Points.Max(p => p.BandwidthBps));
        point.BandwidthBps.ShouldBe((fine.Points.Sum(p => p.BandwidthBps) + 144) / 288);
        day.Summary.ShouldBe(fine.Summary);
    }

    private static void Seed(GatewayUnderTest gateway, string label, int bandwidth, int flow) =>
        gateway.Sandbox.JdCloudSeeds.Point("play.live.com", label, $"{bandwidth}", $"{flow}");

    private static DateTimeOffset Beijing(string day) => DateTimeOffset.Parse($"{day}T00:00:00+08:00", null);
}
