using System.Globalization;
using CdnGateway.Billing;
using CdnGateway.UnitTests.Docs;

namespace CdnGateway.UnitTests.Billing.Forecasting;

/// <summary>The page prints what the method really does on these months.</summary>
public sealed class BackTestTests
{
    private static readonly string Page = Repository.Read("docs/billing-forecast.md");

    [Theory]
    [InlineData("month-95", 100)]
    [InlineData("average-daily-peak", 50)]
    [InlineData("fourth-daily-peak", 50)]
    public void Table_of_the_page_is_what_the_back_test_gives(string rule, int months)
    {
        var errors = BackTest.Run(new BillingTerms(BillingRules.Find(rule)!), months);

        var table = string.Concat(errors.Select(RowOf));
        Page.Contains(table, StringComparison.Ordinal).ShouldBeTrue(table);
        errors.ShouldAllBe(row => row.Estimate.Mean <= row.SoFar.Mean && row.Estimate.Median <= row.SoFar.Median);
        errors.Where(row => row.Day > 20).Select(row => row.Estimate.NinetiethPercentile <= row.SoFar.NinetiethPercentile).ShouldBe([true, true, true]);
        var late = errors.Where(day => day.Day >= 7).ToArray();
        late.Average(day => day.Estimate.Mean).ShouldBeLessThan(late.Average(day => day.SoFar.Mean), "or the estimate is not worth its name");
    }

    private static string RowOf(DayErrors errors) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {errors.Day} | {Cells(errors.Estimate)} | {Cells(errors.SoFar)} |\n");

    private static string Cells(Errors errors) =>
        string.Create(CultureInfo.InvariantCulture, $"{errors.Mean:F1} | {errors.Median:F1} | {errors.NinetiethPercentile:F1}");
}
