using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class UsageSummaryTests
{
    [Fact]
    public void Summary_of_no_point_has_no_figure()
    {
        var summary = UsageSummary.Of(Curves.Series(null, null));

        summary.ShouldBe(new UsageSummary(Peak: null, AverageBps: null, P95: null, TotalFlowBytes: 0));
    }

    [Fact]
    public void Summary_counts_received_points_only()
    {
        var summary = UsageSummary.Of(Curves.Series(800, null, 1600, 0));

        summary.Peak.ShouldBe(new BillingPoint(1600, Curves.At("2018-06-01T00:10")));
        summary.AverageBps.ShouldBe(800);
        summary.P95.ShouldBe(new BillingPoint(1600, Curves.At("2018-06-01T00:10")));
        summary.TotalFlowBytes.ShouldBe(90_000);
    }

    [Fact]
    public void Peak_is_the_first_interval_that_reached_it() =>
        UsageSummary.Of(Curves.Series(1, 7, 3, 7)).Peak.ShouldBe(new BillingPoint(7, Curves.At("2018-06-01T00:05")));

    [Fact]
    public void Peak_of_zeros_is_zero() =>
        UsageSummary.Of(Curves.Series(0, 0)).Peak.ShouldBe(new BillingPoint(0, Curves.At("2018-06-01T00:00")));

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(1, 3, 0)]
    [InlineData(2, 3, 1)]
    [InlineData(10, 4, 3)]
    [InlineData(9, 4, 2)]
    [InlineData(0, 7, 0)]
    public void Mean_is_rounded_half_up(int sum, int count, long mean) => UsageSummary.Mean(sum, count).ShouldBe(mean);

    [Fact]
    public void Mean_of_nothing_is_none() => UsageSummary.Mean(0, 0).ShouldBeNull();

    [Fact]
    public void Sums_beyond_64_bits_are_exact()
    {
        var series = new UsageSeries(Curves.Window(3));
        for (var i = 0; i < 3; i++)
        {
            series.Set(i, long.MaxValue - i, long.MaxValue);
        }

        var summary = UsageSummary.Of(series);

        summary.AverageBps.ShouldBe(long.MaxValue - 1);
        summary.TotalFlowBytes.ShouldBe((Int128)long.MaxValue * 3);
    }
}
