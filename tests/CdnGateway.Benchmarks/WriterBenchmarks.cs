using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CdnGateway.Contracts;
using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Examples;
using CdnGateway.Features.Targets;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks;

/// <summary>The JSON of one domain, against copying the same bytes and against the serializer.</summary>
[MemoryDiagnoser]
public class WriterBenchmarks
{
    private BandwidthFlowReading _reading = null!;
    private UsageSeries _series = null!;
    private Overlay _total = null!;
    private BandwidthFlowQuery _query = null!;
    private byte[] _bytes = [];
    private ReusedMemory _memory = null!;

    public static IEnumerable<int> Ranges { get; } = [1, 31];

    [ParamsSource(nameof(Ranges))]
    public int Days { get; set; } = 1;

    [GlobalSetup]
    public void Make()
    {
        var series = Months.Series("play.live.com", Days);
        var curve = BandwidthFlowReading.Curve.AtHand(ExampleAccounts.JdCloud, "play.live.com", series, series.Window.End);
        _series = series;
        _total = Overlay.Of(series.Window, [series]);
        _reading = new BandwidthFlowReading(series.Window, [curve], []);
        _query = new BandwidthFlowQuery(new TargetFilter([], [], []), series.Window, Granularity.FiveMinutes, "5m", Format: null);
        _bytes = JsonSerializer.SerializeToUtf8Bytes(BandwidthFlowMapping.ToResponse(_reading, [_series], _query), ContractJson.Web.BandwidthFlowResponse);
        _memory = new ReusedMemory(_bytes.Length + 4096);
    }

    [Benchmark(Baseline = true)]
    public int Copy()
    {
        _memory.Rewind();
        _bytes.CopyTo(_memory.GetSpan(_bytes.Length));
        _memory.Advance(_bytes.Length);
        return _memory.Written.Length;
    }

    [Benchmark]
    public async Task<int> Write()
    {
        _memory.Rewind();
        using var writer = new BandwidthFlowWriter(_memory, _query);
        writer.Begin(_reading.Complete);
        foreach (var curve in _reading.Curves)
        {
            await writer.WriteSeriesAsync(
                curve.Account.Name, curve.Account.Provider, curve.Domain, _series, curve.Freshness, BandwidthFlowMapping.ToMark(curve.Account, _series), CancellationToken.None);
        }

        await writer.EndAsync(_total, _reading.Failures, CancellationToken.None);
        return _memory.Written.Length;
    }

    [Benchmark]
    public int Serialize()
    {
        _memory.Rewind();
        using var json = new Utf8JsonWriter((IBufferWriter<byte>)_memory, new JsonWriterOptions { Encoder = ContractJson.Web.Options.Encoder });
        JsonSerializer.Serialize(json, BandwidthFlowMapping.ToResponse(_reading, [_series], _query), ContractJson.Web.BandwidthFlowResponse);
        return _memory.Written.Length;
    }

    internal bool IsRight()
    {
        Make();
        return new Func<int>[] { Copy, () => Write().GetAwaiter().GetResult(), Serialize }.All(body =>
            body() == _bytes.Length && _memory.Written.SequenceEqual(_bytes));
    }

    /// <summary>A pipe without an end to read from: what is written is there, and the next answer is written over it.</summary>
    private sealed class ReusedMemory(int size) : PipeWriter
    {
        private readonly byte[] _room = new byte[size];
        private int _written;

        public ReadOnlySpan<byte> Written => _room.AsSpan(0, _written);

        public void Rewind() => _written = 0;

        public override void Advance(int bytes) => _written += bytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _room.AsMemory(_written);

        public override Span<byte> GetSpan(int sizeHint = 0) => _room.AsSpan(_written);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
