using BenchmarkDotNet.Attributes;
using CdnGateway.Billing;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks;

/// <summary>The bounds of a month of 31 days of which the last eleven, and every tenth point before, are missing, against its figure so far.</summary>
[MemoryDiagnoser]
public class BoundsBenchmarks
{
    private const int Days = 31;
    private const int Known = 20 * DayGrid.IntervalsPerDay;

    private readonly UsageSeries _series = new(Months.Window(Days));
    private BillingTerms _terms = BillingTerms.Default;

    public static IEnumerable<string> Rules { get; } = ["month-95", "month-95-valid-days", "average-daily-peak"];

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "month-95";

    [GlobalSetup]
    public void Make()
    {
        var whole = Months.Series("play.live.com", Days);
        _terms = new BillingTerms(BillingRules.Find(Rule)!);
        for (var i = 0; i < Known; i++)
        {
            if (i % 10 != 0)
            {
                _series.Set(i, whole.BandwidthAt(i), whole.FlowAt(i));
            }
        }
    }

    [Benchmark(Baseline = true)]
    public long Figure() => BilledMonth.Of(BillingCurve.Of(_series), _terms).Billed!.Value.BandwidthBps;

    [Benchmark]
    public long Bounds() => FigureBounds.Of(BillingCurve.Of(_series), _terms, 10_000_000_000).LowestBps;

    internal bool IsRight()
    {
        Make();
        return Bounds() < Figure();
    }
}
