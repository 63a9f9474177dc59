using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class GranularityGuardTests
{
    private const decimal Mbps2 = 10485.76m;

    public static TheoryData<int> Steps => [2, 3, 6, 12, 24];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Repeated_means_are_coarse(int step) => Seeded.Runs(40, random =>
    {
        var coarse = RealisticCurves.Coarse(RealisticCurves.Natural(random, days: 3), step);
        ShouldBeFound(coarse, GranularityKind.Coarse, step, GranularityGuard.ExactToleranceBps);
        ShouldBeFound(RealisticCurves.Printed(coarse, Mbps2), GranularityKind.Coarse, step, GranularityGuard.ToleranceOf(Mbps2));
        ShouldBeFound(coarse, GranularityKind.Coarse, step, GranularityGuard.ToleranceOf(Mbps2));
    });

    [Theory]
    [MemberData(nameof(Steps))]
    public void Straight_lines_between_values_are_interpolated(int step) => Seeded.Runs(40, random =>
    {
        var lines = RealisticCurves.Interpolated(RealisticCurves.Natural(random, days: 3), step);
        ShouldBeFound(lines, GranularityKind.Interpolated, step, GranularityGuard.ExactToleranceBps);
        ShouldBeFound(RealisticCurves.Printed(lines, Mbps2), GranularityKind.Interpolated, step, GranularityGuard.ToleranceOf(Mbps2));
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(48)]
    public void Points_that_are_regularly_missing_are_sparse(int spacing) => Seeded.Runs(40, random =>
    {
        var values = RealisticCurves.Natural(random, days: 10);
        var offset = random.Next(spacing);

        var found = GranularityGuard.Check(Curves.Series([.. values.Select((value, i) => i % spacing == offset ? (long?)value : null)]));

        (found?.Kind, found?.IntervalMinutes, found?.FirstDay).ShouldBe((GranularityKind.Sparse, spacing * 5, Curves.Day("2018-06-01")));
    });

    [Fact]
    public void Holes_in_coarse_points_do_not_hide_it() => Seeded.Runs(100, random =>
    {
        var coarse = RealisticCurves.Coarse(RealisticCurves.Natural(random, days: 4), 12);

        var found = GranularityGuard.Check(Curves.Series(RealisticCurves.Holed(random, coarse, 0.1)));

        (found?.Kind, found?.IntervalMinutes).ShouldBe((GranularityKind.Coarse, 60));
    });

    [Fact]
    public void First_day_that_was_coarsened_is_named()
    {
        var random = new Random(1);
        long[] month = [.. RealisticCurves.Natural(random, 5), .. RealisticCurves.Coarse(RealisticCurves.Natural(random, 5), 12)];

        GranularityGuard.Check(Curves.Series([.. month.Select(value => (long?)value)])).ShouldBe(new GranularityFinding(
            GranularityKind.Coarse,
            60,
            Curves.Day("2018-06-06"),
            "On 2018-06-06 the value changes every 60 minutes and never in between (23 changes): these are not 5-minute values."));
    }

    [Fact]
    public void Window_that_begins_within_a_day_is_cut_at_midnight()
    {
        var values = RealisticCurves.Coarse(RealisticCurves.Natural(new Random(2), 3), 12).Skip(7).Select(value => (long?)value).ToArray();
        var start = Curves.At("2018-06-01T00:35");

        var found = GranularityGuard.Check(Curves.Series(UsageWindow.Of(start, start + values.Length * UsageWindow.Interval), values));

        (found?.Kind, found?.IntervalMinutes, found?.FirstDay).ShouldBe((GranularityKind.Coarse, 60, Curves.Day("2018-06-01")));
    }

    [Fact]
    public void Largest_values_do_not_overflow()
    {
        var random = new Random(3);
        var series = new UsageSeries(Curves.Window(288));
        for (var i = 0; i < 288; i++)
        {
            series.Set(i, random.Next(3) * (long.MaxValue / 2), 0);
        }

        GranularityGuard.Check(series).ShouldBeNull();
    }

    private static void ShouldBeFound(long[] values, GranularityKind kind, int step, long tolerance)
    {
        var found = GranularityGuard.Check(Curves.Series([.. values.Select(value => (long?)value)]), tolerance);
        (found?.Kind, found?.IntervalMinutes, found?.FirstDay).ShouldBe((kind, step * 5, Curves.Day("2018-06-01")));
    }
}
