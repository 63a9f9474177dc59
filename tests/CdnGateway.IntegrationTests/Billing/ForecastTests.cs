using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.IntegrationTests.Billing;

/// <summary>What the running month will cost. It is the 2nd of June 2018, 17:36: 499 of 8640 intervals have ended.</summary>
public sealed class ForecastTests
{
    private const string Question = "/api/v1/monthly-95/forecast";
    private const long High = 2 * 1_048_576_000L;
    private const long Low = 1_048_576_000L;

    [Fact]
    public async Task Running_month_is_the_default_and_its_figures_are_in_order()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        var answer = (await gateway.GetAsync($"{Question}?maximumBps=20000000000")).Forecast();

        (answer.Month, answer.Complete, answer.KnownUntil).ShouldBe(("2018-06", true, DateTimeOffset.Parse("2018-06-02T17:35:00+08:00", null)));
        answer.Entries.Select(e => (e.Account, e.Scope, e.Domain)).ShouldBe(
        [
            ("jd", "domain", "play.live.com"), ("jd", "domain", "vod.live.com"), ("jd", "all", null),
            ("qcloud", "domain", "www.test.com"), ("qcloud", "domain", "img.test.com"), ("qcloud", "all", null),
        ]);
        answer.Entries.ShouldAllBe(e => e.FloorBps <= e.EstimateBps && e.EstimateBps <= e.CeilingBps && e.SoFarBps > 0 && e.Method != null && e.Commit == null);
        answer.Entries.ShouldAllBe(e => e.MaximumBps == 20_000_000_000 && e.CeilingBps == 20_000_000_000);
        answer.Entries[0].Samples.ShouldBe(new(Expected: 8640, Ended: 499, Received: 499, Missing: 0));
    }

    [Fact]
    public async Task Without_a_maximum_the_ceiling_is_open_and_the_account_s_own_holds_where_none_is_named()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:qcloud:Contract:MaximumBps", "5000000000"));

        var entries = (await gateway.GetAsync(Question)).Forecast().Entries;

        entries.Where(e => e.Account == "jd").Select(e => (e.MaximumBps, e.CeilingBps)).Distinct().ShouldBe([(null, null)]);
        entries.Where(e => e.Account == "qcloud").Select(e => e.CeilingBps).Distinct().ShouldBe([5_000_000_000]);
    }

    [Fact]
    public async Task Meter_counts_what_lies_above_the_commit()
    {
        // The first hundred intervals of the month lie above the commit, 332 more may.
        await using var gateway = await Deviation.StartAsync(
            static (_, start) => start >= new DateTime(2018, 6, 1) && start < new DateTime(2018, 6, 1, 8, 20, 0) ? High : Low,
            ("Accounts:jd:Contract:CommitBps", "1500000000"));

        var own = (await gateway.GetAsync($"{Question}?domain=play.live.com")).Forecast().Entries[0].Commit;
        var asked = (await gateway.GetAsync($"{Question}?domain=play.live.com&commitBps=3000000000")).Forecast().Entries[0].Commit;

        own.ShouldBe(new(1_500_000_000, FreeIntervals: 432, UsedIntervals: 100, LeftIntervals: 332, LeftHours: 27.67m));
        asked.ShouldBe(new(3_000_000_000, FreeIntervals: 432, UsedIntervals: 0, LeftIntervals: 432, LeftHours: 36m));
    }

    [Fact]
    public async Task Month_that_is_over_has_nothing_left_to_foresee()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        var figure = (await gateway.Monthly95Async("account=jd&month=2018-05")).Monthly95().Entries[0].Standard!.BandwidthBps;

        var entry = (await gateway.GetAsync($"{Question}?account=jd&month=2018-05")).Forecast().Entries[0];

        (entry.SoFarBps, entry.FloorBps, entry.CeilingBps, entry.EstimateBps).ShouldBe((figure, figure, figure, figure));
    }

    [Fact]
    public async Task Weeks_before_are_used_where_they_are_kept_and_never_asked_for()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-05-04&end=2018-06-01");
        gateway.Sandbox.JdCloudCalls.Clear();

        var with = (await gateway.GetAsync($"{Question}?domain=play.live.com")).Forecast().Entries[0];

        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(1); // the running month's own points
        await using var other = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        var without = (await other.GetAsync($"{Question}?domain=play.live.com")).Forecast().Entries[0];
        (with.SoFarBps, with.FloorBps).ShouldBe((without.SoFarBps, without.FloorBps));
        with.EstimateBps.ShouldNotBe(without.EstimateBps);
    }

    [Theory]
    [InlineData("month=2018-07", "month")]
    [InlineData("commitBps=-1", "commitBps")]
    [InlineData("commitBps=1.5", "commitBps")]
    [InlineData("maximumBps=0", "maximumBps")]
    [InlineData("maximumBps=99999999999999999999", "maximumBps")]
    [InlineData("start=2018-06-01", "start")]
    public async Task Wrong_parameter_is_named_and_nobody_is_asked(string query, string parameter)
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        (await gateway.GetAsync($"{Question}?{query}")).Problem(HttpStatusCode.BadRequest, "invalid-request").Errors!.Keys.ShouldBe([parameter]);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Account_without_points_says_who_can_foresee()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:qcloud:Api", "V2"));

        (await gateway.GetAsync($"{Question}?account=qcloud")).Problem(HttpStatusCode.BadRequest, "not-supported").Detail.ShouldContain("jd can");
    }

    [Fact]
    public async Task Table_for_a_spreadsheet_has_a_row_a_figure()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        var rows = (await gateway.GetAsync($"{Question}?account=jd&format=csv&commitBps=1000000000")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        rows.Length.ShouldBe(4);
        rows[0].ShouldEndWith(",commitBps,freeIntervals,usedIntervals,leftIntervals,leftHours,expectedPoints,endedPoints,receivedPoints,missingPoints");
        rows[1].ShouldStartWith("2018-06,2018-06-01,2018-06-30,2018-06-02T17:35:00+08:00,jd,jdcloud,domain,play.live.com,month-95,1,");
    }
}
