using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CdnGateway.Providers.JdCloud;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks;

/// <summary>From the bytes of an answer to its curve, against a bare pass of the JSON reader over the same bytes. Wanted: at most 2.5 times.</summary>
[MemoryDiagnoser]
public class ParserBenchmarks
{
    private const int PieceOfABody = 32 * 1024;

    private static readonly JdCloudOptions Options = new("pin", "key", PointLabel.IntervalEnd, JdCloudOptions.DefaultMegaUnit);

    private ReadOnlySequence<byte> _body;
    private UsageWindow _window;

    public static IEnumerable<string> Answers { get; } = ["day", "30 days", "30 days, full figures", "30 days, in pieces"];

    [ParamsSource(nameof(Answers))]
    public string Answer { get; set; } = "day";

    [GlobalSetup]
    public void Make()
    {
        var days = Answer == "day" ? 1 : 30;
        var bytes = JdCloudAnswers.Of(days, Answer.EndsWith("full figures", StringComparison.Ordinal) ? "R" : "0.##");
        _window = Months.Window(days);
        _body = Answer.EndsWith("in pieces", StringComparison.Ordinal)
            ? JdCloudAnswers.InPieces(bytes, PieceOfABody)
            : new ReadOnlySequence<byte>(bytes);
    }

    [Benchmark(Baseline = true)]
    public int BareReader()
    {
        var reader = new Utf8JsonReader(_body);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public int ParseAndNormalise() => Parse().Received;

    internal bool IsRight()
    {
        Make();
        var curve = Months.Series(JdCloudAnswers.Domain, _window.Count / 288);
        var read = Parse();
        return BareReader() == (_window.Count * 12) + 9
            && Enumerable.Range(0, _window.Count).All(i => read.Has(i) && Math.Abs(read.BandwidthAt(i) - curve.BandwidthAt(i)) <= 5243);
    }

    private UsageSeries Parse()
    {
        var curve = new JdCloudMapping(_window, Options);
        JdCloudWire.Read(_body, new JdCloudPoints(JdCloudAnswers.Domain, curve));
        return curve.ToSeries();
    }
}
