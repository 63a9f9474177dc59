using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class RollupTests
{
    [Theory]
    [InlineData(Granularity.FiveMinutes, 1)]
    [InlineData(Granularity.Hour, 12)]
    [InlineData(Granularity.Day, 288)]
    public void Whole_interval_has_so_many_five_minutes(object granularity, int count) =>
        Rollup.IntervalsIn((Granularity)granularity).ShouldBe(count);

    [Fact]
    public void Hour_averages_what_was_received_and_sums_flow()
    {
        var series = new UsageSeries(Curves.Window(12));
        series.Set(0, 10, 100);
        series.Set(5, 31, 200);
        series.Set(11, 20, 300);

        Rollup.Of(series, Granularity.Hour).ShouldHaveSingleItem()
            .ShouldBe(new Rollup.Bucket(Curves.At("2018-06-01T00:00"), AverageBps: 20, PeakBps: 31, FlowBytes: 600, Expected: 12, Received: 3, From: 0));
    }

    [Fact]
    public void Partial_hours_at_the_edges_keep_the_hours_start_and_expect_less()
    {
        var window = Curves.Window("2018-06-01T00:50", "2018-06-01T02:10");
        var series = Curves.Series(window, [.. Enumerable.Repeat((long?)1, window.Count)]);

        var hours = Rollup.Of(series, Granularity.Hour).ToList();

        hours.Select(h => h.Time).ShouldBe([Curves.At("2018-06-01T00:00"), Curves.At("2018-06-01T01:00"), Curves.At("2018-06-01T02:00")]);
        hours.Select(h => h.Expected).ShouldBe([2, 12, 2]);
        hours.Select(h => h.From).ShouldBe([0, 2, 14]);
    }

    [Fact]
    public void Day_is_Beijings_whatever_the_ranges_offset()
    {
        // 15:00Z to 17:00Z is 23:00 to 01:00 in Beijing: an hour of each of two days.
        var window = Curves.Window("2018-06-01T15:00:00Z", "2018-06-01T17:00:00Z");
        var series = Curves.Series(window, [.. Enumerable.Range(1, 24).Select(i => (long?)i)]);

        var days = Rollup.Of(series, Granularity.Day).ToList();

        days.Select(d => d.Time).ShouldBe([Curves.At("2018-06-01T00:00"), Curves.At("2018-06-02T00:00")]);
        days.ShouldAllBe(d => d.Time.Offset == BeijingTime.Offset);
        days.Select(d => d.PeakBps).ShouldBe([12L, 24L]);
        days.Select(d => d.Expected).ShouldBe([12, 12]);
    }

    [Fact]
    public void Empty_hours_are_left_out_unless_asked_for()
    {
        var window = Curves.Window(36);
        var series = new UsageSeries(window);
        series.Set(30, 5, 6);

        Rollup.Of(series, Granularity.Hour).ShouldHaveSingleItem().Time.ShouldBe(Curves.At("2018-06-01T02:00"));
        var all = Rollup.Of(series, Granularity.Hour, withEmpty: true).ToList();
        all.Select(h => h.Received).ShouldBe([0, 0, 1]);
        all[0].ShouldBe(new Rollup.Bucket(Curves.At("2018-06-01T00:00"), 0, 0, 0, Expected: 12, Received: 0, From: 0));
    }

    [Fact]
    public void Every_point_is_in_exactly_one_bucket() => Seeded.Runs(300, random =>
    {
        var start = Curves.At("2018-06-01T00:00") + random.Next(600) * UsageWindow.Interval;
        var window = UsageWindow.Of(start, start + random.Next(1, 900) * UsageWindow.Interval);
        var series = Curves.Series(window, Curves.Random(random, window.Count, 1000, holes: 0.3));
        var granularity = random.Next(2) == 0 ? Granularity.Hour : Granularity.Day;

        var buckets = Rollup.Of(series, granularity, withEmpty: true).ToList();

        var summary = UsageSummary.Of(series);
        buckets.Sum(b => b.Expected).ShouldBe(window.Count);
        buckets.Sum(b => b.Received).ShouldBe(series.Received);
        ((Int128)buckets.Sum(b => b.FlowBytes)).ShouldBe(summary.TotalFlowBytes);
        buckets.Max(b => b.PeakBps).ShouldBe(summary.Peak?.BandwidthBps ?? 0);
        foreach (var bucket in buckets)
        {
            for (var i = bucket.From; i < bucket.From + bucket.Expected; i++)
            {
                var time = window.TimeAt(i);
                bucket.Time.ShouldBe(new DateTimeOffset(time.Year, time.Month, time.Day, granularity == Granularity.Hour ? time.Hour : 0, 0, 0, time.Offset));
            }
        }
    });
}
