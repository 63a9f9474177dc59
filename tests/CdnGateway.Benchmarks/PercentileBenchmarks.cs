using BenchmarkDotNet.Attributes;
using CdnGateway.Billing;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks;

/// <summary>The 95 of a month of 31 days, against sorting its points.</summary>
[MemoryDiagnoser]
public class PercentileBenchmarks
{
    private const int Days = 31;

    private UsageSeries _series = new(Benchmarks.Months.Window(Days));

    public static IEnumerable<string> Months { get; } = ["traffic", "random", "all equal"];

    [ParamsSource(nameof(Months))]
    public string Month { get; set; } = "traffic";

    [GlobalSetup]
    public void Make()
    {
        _series = Benchmarks.Months.Series("play.live.com", Days);
        var random = new Random(95);
        for (var i = 0; Month != "traffic" && i < _series.Window.Count; i++)
        {
            _series.Set(i, Month == "random" ? random.Next() : 7, 0);
        }
    }

    [Benchmark(Baseline = true)]
    public long Sort()
    {
        var values = _series.ReceivedBandwidths();
        Array.Sort(values);
        return values[values.Length - 1 - Percentile95.Discarded(values.Length)];
    }

    [Benchmark]
    public long Select() => Percentile95.Of(_series)!.Value.BandwidthBps;

    [Benchmark]
    public long Bill() => BilledMonth.Of(BillingCurve.Of(_series), BillingTerms.Default).Billed!.Value.BandwidthBps;

    internal bool IsRight()
    {
        Make();
        return Select() == Sort() && Bill() == Sort();
    }
}
