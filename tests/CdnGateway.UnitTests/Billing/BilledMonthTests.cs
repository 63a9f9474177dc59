using CdnGateway.Billing;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Billing;

public sealed class BilledMonthTests
{
    private static readonly string[] Names = [.. BillingRules.All.Select(rule => rule.Name)];

    /// <remarks>2,500 months of each length under every rule; paper is slow, so every third of them with a discount as well.</remarks>
    [Theory]
    [InlineData(28)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(31)]
    public void Figure_of_every_rule_is_the_one_on_paper(int days) => Seeded.Runs(2_500, random =>
    {
        var month = RandomMonths.Of(random, days);
        var series = Curves.Series(month);
        decimal? discount = random.Next(3) == 0 ? random.Next(0, 1001) / 1000m : null;
        var threshold = random.Next(3) switch { 0 => 0, 1 => 1000, _ => random.Next(3000) };
        var plain = new PlainBilling();

        var standard = plain.Of(month, Names, threshold);
        var offPeak = discount is null ? null : plain.Of(month, Names, threshold, discount);

        for (var i = 0; i < Names.Length; i++)
        {
            var billed = BilledMonth.Of(BillingCurve.Of(series), Terms(BillingRules.All[i], threshold, discount));
            billed.Standard.ShouldBe(PointOf(standard[i], series), Names[i]);
            billed.OffPeak.ShouldBe(PointOf(offPeak?[i], series), Names[i]);
        }
    });

    [Fact]
    public void Figure_of_a_window_that_begins_within_a_day_counts_the_days_of_the_clock() => Seeded.Runs(300, random =>
    {
        var phase = random.Next(288);
        var month = RandomMonths.Of(random, 6)[phase..^random.Next(288)];
        var start = Curves.At("2018-06-01T00:00") + phase * UsageWindow.Interval;
        var series = Curves.Series(UsageWindow.Of(start, start + month.Length * UsageWindow.Interval), month);
        var plain = new PlainBilling(BeforeFirst: phase);
        foreach (var rule in BillingRules.All)
        {
            var billed = BilledMonth.Of(BillingCurve.Of(series), Terms(rule, 1000, 0.35m));
            billed.Standard.ShouldBe(PointOf(plain.Of(month, rule.Name, 1000), series), rule.Name);
            billed.OffPeak.ShouldBe(PointOf(plain.Of(month, rule.Name, 1000, 0.35m), series), rule.Name);
        }
    });

    [Fact]
    public void Figure_of_nothing_is_none()
    {
        foreach (var rule in BillingRules.All)
        {
            BilledMonth.Of(BillingCurve.Of(Curves.Series(null, null)), Terms(rule, 0, 0.5m)).ShouldBe(new BilledMonth(null, null, 0, 0));
        }
    }

    [Fact]
    public void Figure_without_a_discount_is_billed_as_it_is()
    {
        var billed = BilledMonth.Of(BillingCurve.Of(Curves.Series(5, 7)), BillingTerms.Default);

        billed.OffPeak.ShouldBeNull();
        billed.Billed.ShouldBe(new BillingPoint(7, Curves.At("2018-06-01T00:00:00") + UsageWindow.Interval));
    }

    [Fact]
    public void Figure_with_a_discount_is_billed_with_it()
    {
        var billed = BilledMonth.Of(BillingCurve.Of(Curves.Series(5, 7)), Terms(BillingRules.Month95, 1000, 0.5m));

        billed.Standard!.Value.BandwidthBps.ShouldBe(7);
        billed.Billed!.Value.BandwidthBps.ShouldBe(4); // 3.5, half away from zero
    }

    [Fact]
    public void Month_without_a_valid_day_costs_nothing_at_no_time()
    {
        var quiet = Curves.Series([.. Enumerable.Repeat((long?)1000, 288)]);

        foreach (var rule in BillingRules.All.Where(rule => rule.Days == DaysCounted.Valid))
        {
            BilledMonth.Of(BillingCurve.Of(quiet), Terms(rule, 1000, null)).ShouldBe(new BilledMonth(new BillingPoint(0, null), null, 0, 0));
            BilledMonth.Of(BillingCurve.Of(quiet), Terms(rule, 999, null)).Standard!.Value.BandwidthBps.ShouldBe(1000);
            BilledMonth.Of(BillingCurve.Of(quiet), Terms(rule, long.MaxValue, null)).Counted.ShouldBe(0);
        }
    }

    [Fact]
    public void Largest_values_do_not_overflow()
    {
        var month = Curves.Series(Curves.Window(288 * 5), [.. Enumerable.Repeat((long?)long.MaxValue / 300, 288 * 5)]);
        foreach (var rule in BillingRules.All)
        {
            var billed = BilledMonth.Of(BillingCurve.Of(month), Terms(rule, 1000, 0.999999999999999999m));
            billed.Standard!.Value.BandwidthBps.ShouldBe(long.MaxValue / 300);
            billed.OffPeak!.Value.BandwidthBps.ShouldBe(long.MaxValue / 300);
        }
    }

    private static BillingTerms Terms(BillingRule rule, long threshold, decimal? discount) =>
        new(rule) { ValidDayThresholdBps = threshold, OffPeakDiscount = discount };

    private static BillingPoint? PointOf(PlainBilling.Bill? bill, UsageSeries series) =>
        bill is { } given ? new BillingPoint(given.Bps, given.Index is { } index ? series.Window.TimeAt(index) : null) : null;
}
