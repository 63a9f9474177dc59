using BenchmarkDotNet.Attributes;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks;

/// <summary>Putting a month of 31 days where others are, against copying its points.</summary>
[MemoryDiagnoser]
public class MergeBenchmarks
{
    private const int Days = 31;

    private readonly UsageSeries _month = Months.Series("play.live.com", Days);
    private readonly long[] _bandwidths = new long[Months.Window(Days).Count];
    private readonly long[] _flows = new long[Months.Window(Days).Count];
    private readonly OverlaySum _sum = new(Months.Window(Days));
    private readonly KeptSeries _kept = new(Months.Window(Days));
    private uint _askedAt;

    [Benchmark(Baseline = true)]
    public long Copy()
    {
        _month.Bandwidths.CopyTo(_bandwidths);
        _month.Flows.CopyTo(_flows);
        return _flows[^1];
    }

    [Benchmark]
    public int AddToOverlay()
    {
        _sum.Add(_month);
        return _sum.Curves;
    }

    [Benchmark]
    public int TakeAnswer()
    {
        _kept.Take(_month, ++_askedAt);
        return _kept.Points.Received;
    }

    internal bool IsRight() =>
        Copy() == _month.FlowAt(_month.Window.Count - 1)
        && AddToOverlay() == 1
        && _sum.ToOverlay().Sum.Bandwidths.SequenceEqual(_bandwidths)
        && TakeAnswer() == _month.Received
        && _kept.Points.Flows.SequenceEqual(_flows);
}
