using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class UsageSeriesTests
{
    [Fact]
    public void New_series_misses_every_point()
    {
        var series = new UsageSeries(Curves.Window(3));

        series.Received.ShouldBe(0);
        series.Missing.ShouldBe(3);
        Enumerable.Range(0, 3).ShouldAllBe(i => !series.Has(i));
        series.ReceivedBandwidths().ShouldBeEmpty();
    }

    [Fact]
    public void Zero_is_a_point_and_a_hole_is_none()
    {
        var series = Curves.Series(0, null, 800);

        series.Has(0).ShouldBeTrue();
        series.Has(1).ShouldBeFalse();
        series.Received.ShouldBe(2);
        series.Missing.ShouldBe(1);
        series.ReceivedBandwidths().ShouldBe([0L, 800L]);
        series.FlowAt(2).ShouldBe(30_000);
    }

    [Fact]
    public void Point_set_twice_counts_once_and_keeps_the_later_value()
    {
        var series = Curves.Series(1, 2);

        series.Set(1, 9, 90);

        series.Received.ShouldBe(2);
        series.BandwidthAt(1).ShouldBe(9);
        series.FlowAt(1).ShouldBe(90);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Negative_values_are_refused_and_leave_no_point(long bandwidth, long flow)
    {
        var series = new UsageSeries(Curves.Window(1));

        Should.Throw<ArgumentOutOfRangeException>(() => series.Set(0, bandwidth, flow));
        series.Received.ShouldBe(0);
    }

    [Fact]
    public void Taking_another_series_copies_what_lies_inside_the_window()
    {
        var series = new UsageSeries(Curves.Window("2018-06-02T17:15", "2018-06-02T17:30"));

        series.Take(Curves.Series(Curves.Window("2018-06-02T17:05", "2018-06-02T17:25"), 1, 2, 3, null));
        series.Take(Curves.Series(Curves.Window("2018-06-02T17:25", "2018-06-02T17:40"), 5, 6, 7));

        series.Has(0).ShouldBeTrue();
        series.BandwidthAt(0).ShouldBe(3);
        series.Has(1).ShouldBeFalse();
        series.BandwidthAt(2).ShouldBe(5);
    }

    [Fact]
    public void Taking_agrees_with_looking_every_time_up() => Seeded.Runs(300, random =>
    {
        var day = Curves.At("2018-06-02T00:00");
        var window = UsageWindow.Of(day.AddMinutes(5 * random.Next(40)), day.AddMinutes(5 * random.Next(40)));
        var other = UsageWindow.Of(day.AddMinutes(5 * random.Next(40)), day.AddMinutes(5 * random.Next(40)));
        var from = Curves.Series(other, Curves.Random(random, other.Count, 100, holes: 0.3));
        var series = Curves.Series(window, Curves.Random(random, window.Count, 100, holes: 0.3));
        var before = series.Bandwidths.ToArray();

        series.Take(from);

        for (var i = 0; i < window.Count; i++)
        {
            var index = other.IndexOf(window.TimeAt(i));
            series.Bandwidths[i].ShouldBe(index >= 0 && from.Has(index) ? from.BandwidthAt(index) : before[i]);
        }
    });

    [Fact]
    public void Cleared_series_misses_every_point()
    {
        var series = Curves.Series(1, 2);

        series.Clear();

        series.Missing.ShouldBe(2);
        series.Bandwidths.ToArray().ShouldAllBe(bandwidth => bandwidth < 0);
    }
}
