using CdnGateway.Billing;
using CdnGateway.Billing.Forecasting;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Billing.Forecasting;

public sealed class MonthForecastTests
{
    private static readonly BillingTerms Plain = new(BillingRules.Month95);

    [Fact]
    public void Final_figure_is_between_floor_and_ceiling_on_every_day_of_two_hundred_months() => Seeded.Runs(200, random =>
    {
        var month = new TrafficMonth(random);
        var terms = new BillingTerms(BillingRules.All[random.Next(BillingRules.All.Count)]) { OffPeakDiscount = random.Next(2) == 0 ? null : 0.5m };
        long? maximum = random.Next(3) == 0 ? null : month.Highest;
        var final = BilledMonth.Of(BillingCurve.Of(month.Truth), terms).Billed!.Value.BandwidthBps;
        var (floor, ceiling) = (0L, long.MaxValue);
        for (var ended = 288; ended <= month.Period.Window.Count; ended += 288)
        {
            var bounds = FigureBounds.OfBilled(BillingCurve.Of(month.KnownAfter(ended)), terms, maximum);

            final.ShouldBeInRange(bounds.LowestBps, bounds.HighestBps ?? long.MaxValue);
            bounds.LowestBps.ShouldBeGreaterThanOrEqualTo(floor, "what is certain stays certain");
            (bounds.HighestBps ?? long.MaxValue).ShouldBeLessThanOrEqualTo(ceiling);
            (floor, ceiling) = (bounds.LowestBps, bounds.HighestBps ?? long.MaxValue);
        }
    });

    [Fact]
    public void Forecast_tells_the_bounds_and_an_estimate_between_them_for_every_rule() => Seeded.Runs(30, random =>
    {
        var month = new TrafficMonth(random);
        var terms = new BillingTerms(BillingRules.All[random.Next(BillingRules.All.Count)]) { OffPeakDiscount = random.Next(2) == 0 ? null : 0.5m };
        var ended = random.Next(1, month.Period.Window.Count);
        var known = BillingCurve.Of(month.KnownAfter(ended));

        var forecast = MonthForecast.Of(known, ended, month.History, terms, month.Highest);

        var bounds = FigureBounds.OfBilled(known, terms, month.Highest);
        (forecast.FloorBps, forecast.CeilingBps).ShouldBe((bounds.LowestBps, bounds.HighestBps));
        forecast.EstimateBps!.Value.ShouldBeInRange(forecast.FloorBps, forecast.CeilingBps!.Value);
        forecast.Method.ShouldBe("same-time-of-week 1");
    });

    [Fact]
    public void Forecast_at_the_end_of_the_last_day_is_the_figure() => Seeded.Runs(20, random =>
    {
        var month = new TrafficMonth(random);
        var terms = new BillingTerms(BillingRules.All[random.Next(BillingRules.All.Count)]);
        var final = BilledMonth.Of(BillingCurve.Of(month.Truth), terms).Billed!.Value.BandwidthBps;

        var forecast = MonthForecast.Of(BillingCurve.Of(month.Truth), month.Period.Window.Count, month.History, terms);

        (forecast.SoFarBps, forecast.FloorBps, forecast.CeilingBps, forecast.EstimateBps).ShouldBe((final, final, final, final));
    });

    [Fact]
    public void Ceiling_is_open_while_more_than_the_free_points_are_to_come_and_closes_after()
    {
        var month = new TrafficMonth(new Random(3));
        var free = Percentile95.Discarded(month.Period.Window.Count);
        var open = month.Period.Window.Count - free - 1;

        MonthForecast.Of(BillingCurve.Of(month.KnownAfter(open, withHoles: false)), open, null, Plain).CeilingBps.ShouldBeNull();
        MonthForecast.Of(BillingCurve.Of(month.KnownAfter(open, withHoles: false)), open, null, Plain, 5_000_000_000_000).CeilingBps.ShouldBe(5_000_000_000_000);
        MonthForecast.Of(BillingCurve.Of(month.KnownAfter(open + 1, withHoles: false)), open + 1, null, Plain).CeilingBps.ShouldNotBeNull();
    }

    [Fact]
    public void Nothing_known_gives_no_estimate_and_the_history_alone_gives_one()
    {
        var month = new TrafficMonth(new Random(2));
        month.HasHistory.ShouldBeTrue();

        var nothing = MonthForecast.Of(BillingCurve.Of(month.KnownAfter(0)), 0, null, Plain);
        var before = MonthForecast.Of(BillingCurve.Of(month.KnownAfter(0)), 0, month.History, Plain);

        (nothing.SoFarBps, nothing.FloorBps, nothing.CeilingBps, nothing.EstimateBps).ShouldBe((null, 0L, null, null));
        before.SoFarBps.ShouldBeNull();
        before.EstimateBps!.Value.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("month-95", 60)]
    [InlineData("average-daily-peak", 100)]
    [InlineData("fourth-daily-peak", 100)]
    [InlineData("95-of-daily-peaks", 100)]
    public void Month_that_repeats_its_weeks_is_foreseen(string rule, long figure)
    {
        // 20 by day, 60 in the evening, 100 in the last hour of it; the same every day, and only a week is over.
        var window = BillingPeriod.MonthOf(Curves.Day("2018-06-01")).Window;
        var known = new UsageSeries(window);
        for (var i = 0; i < 7 * 288; i++)
        {
            known.Set(i, (i % 288) switch { < 216 => 20, < 276 => 60, _ => 100 }, 0);
        }

        MonthForecast.Of(BillingCurve.Of(known), 7 * 288, null, new BillingTerms(BillingRules.Find(rule)!) { ValidDayThresholdBps = 0 }, 1000)
            .EstimateBps.ShouldBe(figure);
    }

    [Fact]
    public void Growth_is_carried_on()
    {
        var window = BillingPeriod.MonthOf(Curves.Day("2018-06-01")).Window;
        var (known, ended) = (new UsageSeries(window), 14 * 288);
        var history = new UsageSeries(UsageWindow.Of(window.Start.AddDays(-28), window.Start));
        for (var i = -28 * 288; i < ended; i++)
        {
            var value = (long)(1e9 * Math.Pow(1.05, i / 2016.0) * (1 + ((((i % 288) + 288) % 288) / 288.0)));
            (i < 0 ? history : known).Set(i < 0 ? i + (28 * 288) : i, value, 0);
        }

        var forecast = MonthForecast.Of(BillingCurve.Of(known), ended, history, Plain);

        // The highest of the last day that is known are below 2.21 Gbit/s, and two weeks with 5 % more each are to come.
        forecast.EstimateBps!.Value.ShouldBeInRange(2_150_000_000, 2_450_000_000);
        forecast.EstimateBps.Value.ShouldBeGreaterThan(forecast.SoFarBps!.Value * 103 / 100);
    }
}
