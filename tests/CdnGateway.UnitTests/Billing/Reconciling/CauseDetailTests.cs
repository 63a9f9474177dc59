using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;
using static CdnGateway.UnitTests.Billing.Reconciling.Questions;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>The sentences, word by word: docs/billing-reconciliation.md prints them.</summary>
public sealed class CauseDetailTests
{
    private static readonly BillingPeriod July = new(Curves.Day("2018-07-01"), Curves.Day("2018-07-31"));

    [Fact]
    public void Rounding_says_which_value_was_billed() => Detail(July.Window.TimeAt(447), 8928 - 447, around: false).ShouldBe(
        "JD Cloud's figure is that of the 448th value: 5 % of 8928 points rounded up to 447 dropped, where the contract drops 446.");

    [Fact]
    public void Label_says_from_when_to_when_the_month_ran() => Detail(July.Window.TimeAt(446), 8928 - 445, before: 100_000).ShouldBe(
        "JD Cloud counts every five minutes under the label of the next ones, so that its month runs from 2018-06-30 23:55 to 2018-07-31 23:55.");

    [Fact]
    public void Two_causes_of_one_figure_are_told_with_the_likelier_first() => Detail(null, 8928 - 447).ShouldBe(
        "JD Cloud's figure is that of the 448th value: 5 % of 8928 points rounded up to 447 dropped, where the contract drops 446."
        + " The same figure comes from label-shift, which cannot be excluded.");

    /// <summary>A month of falling values: the place of a value is its interval.</summary>
    private static string Detail(DateTimeOffset? time, long reportedThousands, long before = 0, bool around = true)
    {
        var series = new UsageSeries(UsageWindow.Of(July.Window.Start - UsageWindow.Interval, July.Window.End + TimeSpan.FromHours(8)));
        for (var i = 0; i < series.Window.Count; i++)
        {
            series.Set(i, i == 0 ? before * 1_000_003 : Math.Max(0, 8929 - i) * 1_000_003L, 0);
        }

        var question = new ReconciliationCase(DeviationWorlds.Plain, July, new ReportedFigure(reportedThousands * 1_000_003, time), around ? MonthPoints.Of(series) : MonthPoints.Of(series).Cut(July.Window, 0)!) { Biller = "JD Cloud" };
        return Answer(question).Causes.ShouldHaveSingleItem().Detail;
    }
}
