using CdnGateway.Billing;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Billing;

public sealed class FreePointsTests
{
    private const long Threshold = 1000;

    public static TheoryData<string> Rules => [.. BillingRules.All.Where(rule => rule.Statistic == Statistic.Percentile95).Select(rule => rule.Name)];

    /// <remarks>
    /// Months that are only begun, with holes. As many unknown intervals as are left may be high: the final figure, on paper, stays within the commit.
    /// One more, and it does not. Every day that may become valid does.
    /// </remarks>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Meter_is_at_zero_exactly_when_one_more_high_interval_costs(string rule) => Seeded.Runs(1_000, random =>
    {
        var month = Begun(random);
        decimal? discount = random.Next(3) switch { 0 => null, 1 => 0, _ => random.Next(1, 1000) / 1000m };
        var commit = Threshold + 5 + random.Next(0, 3000);
        var terms = new BillingTerms(BillingRules.Find(rule)!) { OffPeakDiscount = discount };

        var meter = FreePoints.Of(BillingCurve.Of(Curves.Series(month)), terms, commit)!;

        long FinalWith(int high) => new PlainBilling().Of(Fill(random, month, discount, high), rule, Threshold, discount)!.Value.Bps;
        var unknown = Raisable(month, discount).Count;
        (FinalWith(Math.Min(meter.LeftIntervals, unknown)) > commit).ShouldBe(meter.UsedIntervals > meter.FreeIntervals);
        if (unknown > meter.LeftIntervals)
        {
            FinalWith(meter.LeftIntervals + 1).ShouldBeGreaterThan(commit);
        }
    });

    [Theory]
    [InlineData("month-95", 30, 432)]
    [InlineData("month-95", 31, 446)]
    [InlineData("month-95-ceil", 31, 447)]
    [InlineData("month-95-valid-days", 31, 446)]
    public void Month_that_has_not_begun_has_all_its_free_intervals(string rule, int days, int free)
    {
        var month = BillingCurve.Of(Curves.Series(Curves.Window(days * 288)));

        FreePoints.Of(month, new BillingTerms(BillingRules.Find(rule)!), 5_000_000).ShouldBe(new FreePoints(5_000_000, free, 0, free, free / 12m));
    }

    [Fact]
    public void Day_that_was_not_valid_brings_no_free_intervals()
    {
        // A day of 30 has been too quiet: 29 × 288 are 8352 points, 417 of them free; of the hour above the commit all twelve are used.
        var month = Curves.Series(Curves.Window(30 * 288), [.. Enumerable.Repeat((long?)1000, 288), .. Enumerable.Repeat((long?)9000, 12)]);

        FreePoints.Of(BillingCurve.Of(month), new BillingTerms(BillingRules.Month95ValidDays), 8999).ShouldBe(new FreePoints(8999, 417, 12, 405, 33.75m));
    }

    [Fact]
    public void Meter_shows_no_less_than_nothing_left()
    {
        var month = Curves.Series([.. Enumerable.Repeat((long?)9000, 40)]);

        FreePoints.Of(BillingCurve.Of(month), BillingTerms.Default, 8999).ShouldBe(new FreePoints(8999, 2, 40, 0, 0));
    }

    [Fact]
    public void Rules_that_drop_no_intervals_have_no_meter() => BillingRules.All
        .Where(rule => FreePoints.Of(BillingCurve.Of(Curves.Series(1, 2)), new BillingTerms(rule), 1) is null)
        .Select(rule => rule.Name)
        .ShouldBe(["average-daily-peak", "average-daily-peak-calendar", "fourth-daily-peak", "95-of-daily-peaks"]);

    private static long?[] Begun(Random random)
    {
        var days = random.Next(1, 9);
        var month = RandomMonths.Of(random, days);
        month.AsSpan(random.Next(month.Length)).Clear();
        var most = random.Next(2) == 0 ? 4000 : 1500;
        return [.. month.Select(value => random.Next(4) > 0 && value > most ? most : value)];
    }

    /// <summary>The unknown intervals that can be anything; whatever is multiplied by nothing cannot.</summary>
    private static List<int> Raisable(long?[] month, decimal? discount) =>
        [.. Enumerable.Range(0, month.Length).Where(i => month[i] is null && (discount != 0 || i % 288 >= 96))];

    private static long?[] Fill(Random random, long?[] month, decimal? discount, int high)
    {
        var filled = month.Select(value => value ?? 0).Select(value => (long?)value).ToArray();
        var raisable = Raisable(month, discount);
        foreach (var day in raisable.GroupBy(i => i / 288))
        {
            // Just valid, and within any commit of these tests.
            var i = day.First();
            filled[i] = i % 288 < 96 && discount is { } part ? (long)Math.Ceiling((Threshold + 1) / part) : Threshold + 1;
        }

        foreach (var i in raisable.OrderBy(_ => random.Next()).Take(high))
        {
            filled[i] = 1_000_000_000;
        }

        return filled;
    }
}
