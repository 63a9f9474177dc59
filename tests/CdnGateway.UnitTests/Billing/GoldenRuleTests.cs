using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CdnGateway.Billing;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Billing;

/// <summary>Worked examples of every rule: <c>Golden/&lt;rule&gt;.json</c>. Where a run of values overwrites another, the later one holds.</summary>
public sealed class GoldenRuleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Billing", "Golden");

    public static TheoryData<string> Rules => [.. BillingRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Worked_examples_come_out(string rule)
    {
        var examples = JsonSerializer.Deserialize<Examples>(File.ReadAllBytes(Path.Combine(Folder, $"{rule}.json")), JsonSerializerOptions.Web)!;

        examples.Rule.ShouldBe(rule);
        examples.Cases.ShouldNotBeEmpty();
        foreach (var example in examples.Cases)
        {
            example.Bill(rule).ShouldBe(example.Expect, $"{rule}: {example.Case}");
        }
    }

    [Fact]
    public void Every_golden_file_is_of_a_rule() =>
        Directory.GetFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).ShouldBe(BillingRules.All.Select(rule => rule.Name), ignoreOrder: true);

    private sealed record Examples(string Rule, IReadOnlyList<Example> Cases);

    private sealed record Example(string Case, DateOnly First, int Days, IReadOnlyList<Run> Runs, Figures Expect, decimal? Discount = null, long Threshold = 1000)
    {
        public Figures Bill(string rule)
        {
            var series = new UsageSeries(new BillingPeriod(First, First.AddDays(Days - 1)).Window);
            foreach (var run in Runs)
            {
                run.PutInto(series);
            }

            var terms = new BillingTerms(BillingRules.Find(rule)!) { OffPeakDiscount = Discount, ValidDayThresholdBps = Threshold };
            var month = BilledMonth.Of(BillingCurve.Of(series), terms);
            return new Figures(Figure.Of(month.Standard), Figure.Of(month.OffPeak), month.Counted, month.Discarded);
        }
    }

    /// <param name="Day">1 for the first of the period.</param>
    /// <param name="Step">From one interval to the next.</param>
    private sealed record Run(int Day, string From, int Intervals, long Bps, long Step = 0)
    {
        public void PutInto(UsageSeries series)
        {
            var first = (Day - 1) * 288 + (int)(TimeOnly.Parse(From, CultureInfo.InvariantCulture).ToTimeSpan() / UsageWindow.Interval);
            for (var i = 0; i < Intervals; i++)
            {
                series.Set(first + i, Bps + i * Step, Curves.FlowOf(Bps));
            }
        }
    }

    private sealed record Figures(Figure? Standard, Figure? OffPeak, int Counted, int Discarded);

    private sealed record Figure(long Bps, [property: JsonRequired] DateTimeOffset? Time)
    {
        public static Figure? Of(BillingPoint? point) => point is { } given ? new Figure(given.BandwidthBps, given.Time) : null;
    }
}
