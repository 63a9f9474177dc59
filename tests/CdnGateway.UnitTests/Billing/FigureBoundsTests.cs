using CdnGateway.Billing;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Billing;

public sealed class FigureBoundsTests
{
    public static TheoryData<string> Rules => [.. BillingRules.All.Select(rule => rule.Name)];

    /// <remarks>Days of one to four intervals, up to twelve of them, 0 to 79 % dropped and thresholds of 0 to 3: both ends are reached.</remarks>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Bounds_are_the_ends_of_all_fillings(string name) => Seeded.Runs(1_500, random =>
    {
        var month = PossibleFillings.Random(random);
        var threshold = random.Next(4);
        var rule = BillingRules.Find(name)! with { DroppedPercent = (int)(month.Paper.Dropped * 100) };
        var (lows, highs) = (Discounted(month.Lows, month), Discounted(month.Highs, month));

        FigureBounds.Of(lows, highs, month.Grid, rule, threshold).ShouldBe(month.Try(name, threshold));
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Highest_without_a_maximum_is_open_exactly_when_a_larger_maximum_raises_it(string name) => Seeded.Runs(2_000, random =>
    {
        var values = Curves.Random(random, random.Next(1, 900), random.Next(2, 3000), holes: random.Next(6) switch { 0 => 0, 1 => 0.9, 2 => 0.5, _ => 0.05 });
        var curve = BillingCurve.Of(Curves.Series(values));
        var terms = new BillingTerms(BillingRules.Find(name)!) { OffPeakDiscount = random.Next(3) switch { 0 => null, 1 => 0, _ => 0.5m } };

        var open = FigureBounds.OfBilled(curve, terms);

        var large = FigureBounds.OfBilled(curve, terms, 1_000_000);
        var larger = FigureBounds.OfBilled(curve, terms, 2_000_000);
        open.HighestBps.ShouldBe(large.HighestBps == larger.HighestBps ? large.HighestBps : null);
        open.LowestBps.ShouldBe(large.LowestBps);
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Figure_of_a_whole_month_is_both_ends(string name) => Seeded.Runs(20, random =>
    {
        var curve = BillingCurve.Of(Curves.Series(Curves.Random(random, 30 * 288, 5000, holes: 0)));
        var terms = new BillingTerms(BillingRules.Find(name)!) { OffPeakDiscount = 0.3m };
        var billed = BilledMonth.Of(curve, terms);

        FigureBounds.Of(curve, terms).ShouldBe(new FigureBounds(billed.Standard!.Value.BandwidthBps, billed.Standard.Value.BandwidthBps));
        FigureBounds.OfBilled(curve, terms).ShouldBe(new FigureBounds(billed.OffPeak!.Value.BandwidthBps, billed.OffPeak.Value.BandwidthBps));
    });

    /// <remarks>Bounds that are too wide would pass; that they are not is what the small months show.</remarks>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Bounds_hold_the_month_that_the_holes_were_torn_into(string name) => Seeded.Runs(150, random =>
    {
        var whole = RandomMonths.Of(random, 30).Select(value => value ?? 0).Select(value => (long?)value).ToArray();
        var torn = whole.Select(value => random.Next(4) == 0 ? null : value).ToArray();
        var terms = new BillingTerms(BillingRules.Find(name)!) { OffPeakDiscount = random.Next(10) / 10m };

        var figure = BilledMonth.Of(BillingCurve.Of(Curves.Series(whole)), terms);

        var bounds = FigureBounds.Of(BillingCurve.Of(Curves.Series(torn)), terms, int.MaxValue);
        bounds.LowestBps.ShouldBeLessThanOrEqualTo(figure.Standard!.Value.BandwidthBps);
        bounds.HighestBps!.Value.ShouldBeGreaterThanOrEqualTo(figure.Standard.Value.BandwidthBps);
        var billed = FigureBounds.OfBilled(BillingCurve.Of(Curves.Series(torn)), terms, int.MaxValue);
        billed.LowestBps.ShouldBeLessThanOrEqualTo(figure.OffPeak!.Value.BandwidthBps);
        billed.HighestBps!.Value.ShouldBeGreaterThanOrEqualTo(figure.OffPeak.Value.BandwidthBps);
    });

    [Fact]
    public void Sum_that_lacks_somebody_can_be_more_but_not_less()
    {
        // Of twenty points one is dropped; the second highest is a sum without one of its two curves.
        var whole = Curves.Series([.. Enumerable.Repeat((long?)10, 20)]);
        var torn = Curves.Series([.. Enumerable.Repeat((long?)7, 18), null, null]);
        var curve = BillingCurve.Of(Overlay.Of(whole.Window, [whole, torn]));

        FigureBounds.Of(curve, BillingTerms.Default).ShouldBe(new FigureBounds(17, null));
        FigureBounds.Of(curve, BillingTerms.Default, 40).ShouldBe(new FigureBounds(17, 40));
        FigureBounds.Of(curve, BillingTerms.Default, 5).ShouldBe(new FigureBounds(17, 17));
    }

    [Fact]
    public void Missing_day_that_becomes_valid_can_lower_the_figure()
    {
        // One valid day: 14 of 288 are dropped, the 15th is high. A second valid day that is nearly empty: 28 are dropped, all fifteen.
        long?[] day = [.. Enumerable.Repeat((long?)9_000_000, 15), .. Enumerable.Repeat((long?)2_000, 273)];
        var month = Curves.Series(Curves.Window(2 * 288), day);
        var terms = new BillingTerms(BillingRules.Month95ValidDays);

        BilledMonth.Of(BillingCurve.Of(month), terms).Standard!.Value.BandwidthBps.ShouldBe(9_000_000);
        FigureBounds.Of(BillingCurve.Of(month), terms).ShouldBe(new FigureBounds(2_000, null));
        FigureBounds.Of(BillingCurve.Of(month), terms, 1_000).ShouldBe(new FigureBounds(9_000_000, 9_000_000));
    }

    /// <remarks>Days of four, half of the values dropped. Two valid days drop four: three of the first, and the sum that made the second one valid.</remarks>
    [Fact]
    public void Partial_sum_that_makes_its_day_valid_is_one_high_value_and_not_two()
    {
        var rule = BillingRules.Month95ValidDays with { DroppedPercent = 50 };
        long[] lows = [9, 9, 9, 0, 2, 0, 0, 0];
        long[] highs = [9, 9, 9, 0, 5, 0, 0, 0];

        FigureBounds.Of(lows, highs, new DayGrid(0, 4, 0), rule, validAbove: 2).ShouldBe(new FigureBounds(0, 9));
    }

    [Fact]
    public void Empty_window_is_nothing() =>
        FigureBounds.Of(BillingCurve.Of(new UsageSeries(Curves.Window(0))), BillingTerms.Default).ShouldBe(new FigureBounds(0, 0));

    private static long[] Discounted(long[] values, PossibleFillings month)
    {
        var discounted = (long[])values.Clone();
        if (month.Discount is { } discount)
        {
            new OffPeakRate(discount).ApplyTo(discounted, month.Grid);
        }

        return discounted;
    }
}
