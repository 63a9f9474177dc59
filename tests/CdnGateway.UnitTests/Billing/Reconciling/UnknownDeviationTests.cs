using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;
using static CdnGateway.UnitTests.Billing.Reconciling.Questions;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>What nobody knows must not get a name. The limits are arithmetic: see each test.</summary>
/// <remarks>A day is billed like a month, only sooner; chance depends on levels and steps, and more of fewer values are neighbours.</remarks>
public sealed class UnknownDeviationTests
{
    private static readonly BillingPeriod Day = new(Curves.Day("2018-06-01"), Curves.Day("2018-06-01"));

    /// <remarks>
    /// Printed in bit/s at 0.2 to 2 Gbit/s, an alternative takes 3 bit/s of the some 10^7 that a deviation can fall into: with fewer than 700 of them
    /// less than one figure in ten thousand is met by chance, and by the limits of the search less than that is ever believed.
    /// </remarks>
    [Fact]
    public void Unknown_deviation_in_bits_per_second_is_named_less_than_once_in_ten_thousand() => Named(1, months: 625).ShouldBeLessThan(1);

    /// <remarks>
    /// Printed in hundredths of a Mbps a mega takes 21,500 bit/s: of markups from 0.1 to 10 % of a Gbit/s, either sign, each way meets
    /// 21,500 / 200,000,000, that is one in 4,600 together, and the rest needs its own time. A limit of 1 in 200 leaves room for the lower levels.
    /// </remarks>
    [Fact]
    public void Unknown_deviation_in_hundredths_of_a_Mbps_is_named_as_seldom_as_its_coarseness_allows() =>
        Named(Truth.JdStep, months: 125).ShouldBeLessThan(2_000 / 200);

    [Theory]
    [InlineData(1.03)]
    [InlineData(0.97)]
    [InlineData(1.1)]
    public void Markup_on_a_whole_month_is_unexplained(double markup) => Seeded.Runs(5, random =>
    {
        var truth = DeviationWorlds.Month(random, random.Next(2) == 0 ? 1 : Truth.JdStep);

        var answer = Answer(Case(truth, new Practice { Markup = (decimal)markup }.Bill(truth, Domain), DeviationWorlds.Plain));

        answer.Verdict.ShouldBe(Verdict.Unexplained);
        answer.Causes.ShouldBeEmpty();
        (100.0 * answer.DifferenceBps()!.Value / answer.Computed!.Value.BandwidthBps).ShouldBe((markup - 1) * 100, 0.01);
    });

    private static int Named(decimal step, int months)
    {
        var named = 0;
        Seeded.Runs(months, random =>
        {
            var points = Traffic(random, step);
            var other = Percentile95.Of(Traffic(random, step).Cut(Day.Window, 0)!.Points)!.Value;
            var own = Percentile95.Of(points.Cut(Day.Window, 0)!.Points)!.Value;
            for (var i = 0; i < 16; i++)
            {
                var reported = Unknown(random, i % 4, own, other, step);
                var answer = Answer(new ReconciliationCase(DeviationWorlds.Plain, Day, reported, points) { ResolutionBps = step });
                named += answer.Verdict == Verdict.Explained ? 1 : 0;
            }
        });
        return named;
    }

    private static ReportedFigure Unknown(Random random, int kind, BillingPoint own, BillingPoint other, decimal step)
    {
        var sign = random.Next(2) == 0 ? -1 : 1;
        var figure = kind switch
        {
            0 => own.BandwidthBps * (1 + (sign * (0.001 + (0.099 * random.NextDouble())))),
            1 => own.BandwidthBps * (1 + (sign * 0.001 * Math.Pow(100, random.NextDouble()))),
            2 => own.BandwidthBps + (sign * random.Next(1_000_000, 50_000_000)),
            _ => other.BandwidthBps,
        };
        DateTimeOffset? time = random.Next(3) switch
        {
            0 => null,
            1 => own.Time,
            _ => kind == 3 ? other.Time : Day.Window.TimeAt(random.Next(Day.Window.Count)),
        };
        return new ReportedFigure((long)Math.Round(Math.Round((decimal)figure / step) * step), time);
    }

    private static MonthPoints Traffic(Random random, decimal step)
    {
        var series = new UsageSeries(UsageWindow.Of(Day.Window.Start - TimeSpan.FromMinutes(10), Day.Window.End + TimeSpan.FromHours(9)));
        var level = 2e8 * Math.Pow(10, random.NextDouble());
        var middle = random.Next(series.Window.Count);
        for (var i = 0; i < series.Window.Count; i++)
        {
            var wave = 0.6 - (0.4 * Math.Cos((series.Window.TimeAt(i).TimeOfDay.TotalHours - 5) / 24 * 2 * Math.PI));
            var burst = Math.Abs(i - middle) < 20 ? 2 : 1;
            series.Set(i, (long)Math.Round(Math.Round((decimal)(level * wave * burst * (0.9 + (0.2 * random.NextDouble()))) / step) * step), 0);
        }

        return MonthPoints.Of(series);
    }
}
