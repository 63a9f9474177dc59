using BenchmarkDotNet.Attributes;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks;

/// <summary>Looking for coarsened points in a month of 31 days, against taking its 95.</summary>
[MemoryDiagnoser]
public class GranularityBenchmarks
{
    private const int Days = 31;

    private UsageSeries _series = new(Benchmarks.Months.Window(Days));

    public static IEnumerable<string> Months { get; } = ["traffic", "all equal", "ramp"];

    [ParamsSource(nameof(Months))]
    public string Month { get; set; } = "traffic";

    [GlobalSetup]
    public void Make()
    {
        _series = Benchmarks.Months.Series("play.live.com", Days);
        for (var i = 0; Month != "traffic" && i < _series.Window.Count; i++)
        {
            _series.Set(i, Month == "ramp" ? i : 7, 0);
        }
    }

    [Benchmark(Baseline = true)]
    public long Percentile() => Percentile95.Of(_series)!.Value.BandwidthBps;

    [Benchmark]
    public bool Guard() => GranularityGuard.Check(_series) is null;

    internal bool IsRight()
    {
        Make();
        return Guard();
    }
}
