using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CdnGateway.Contracts;
using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Examples;
using CdnGateway.Features.Targets;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.BandwidthFlow;

/// <summary>What is written by hand is what the serializer makes of the contract's records, byte by byte.</summary>
public sealed class BandwidthFlowWriterTests
{
    private static readonly string[] Names = ["jd", "京东", "a\"b\\c", "tab\t", "é", "😀", "<&>'+", "", "line\u2028"];

    [Fact]
    public Task Written_answer_is_the_serialized_one() => SeededAsync(600, async random =>
    {
        var query = Query(random, random.Next(400));
        var reading = Reading(random, query.Window);
        var freshness = Freshness(random);

        var written = await WriteAsync(reading, query, freshness);

        var records = BandwidthFlowMapping.ToResponse(reading, await LoadAsync(reading), query);
        records = records with { Series = [.. records.Series.Select(s => s with { Freshness = freshness })] };
        written.ShouldBe(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(records, ContractJson.Web.BandwidthFlowResponse)));
    });

    [Fact]
    public async Task Answer_of_months_is_sent_in_parts()
    {
        var random = new Random(7);
        var query = Query(random, 8928) with { Granularity = Granularity.FiveMinutes };
        var reading = Reading(random, query.Window);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var sent = new CountingWriter(pipe.Writer);
        using var writer = new BandwidthFlowWriter(sent, query);

        writer.Begin(complete: true);
        var series = Curves.Series(query.Window, Curves.Random(random, query.Window.Count, 1_000_000_000, holes: 0));
        await writer.WriteSeriesAsync("jd", "jdcloud", "a.com", series, Freshness(random), mark: null, TestContext.Current.CancellationToken);

        sent.Flushes.ShouldBeInRange(8, 40); // nearly a megabyte
    }

    [Fact]
    public async Task Writing_stops_when_nobody_reads_any_more()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var query = Query(new Random(1), 10);
        using var writer = new BandwidthFlowWriter(pipe.Writer, query);

        writer.Begin(complete: true);
        await Should.ThrowAsync<OperationCanceledException>(() =>
            writer.EndAsync(Overlay.Of(query.Window, []), [], TestContext.Current.CancellationToken).AsTask());
    }

    private static async Task<string> WriteAsync(BandwidthFlowReading reading, BandwidthFlowQuery query, Freshness freshness)
    {
        var body = new MemoryStream();
        var output = PipeWriter.Create(body, new StreamPipeWriterOptions(leaveOpen: true));
        using var writer = new BandwidthFlowWriter(output, query);
        var reused = new UsageSeries(query.Window);
        writer.Begin(reading.Complete);
        foreach (var curve in reading.Curves)
        {
            reused.Clear();
            reused.Take(await curve.LoadAsync(new CurveBuffer(), TestContext.Current.CancellationToken));
            await writer.WriteSeriesAsync(curve.Account.Name, curve.Account.Provider, curve.Domain, reused, freshness, BandwidthFlowMapping.ToMark(curve.Account, reused), TestContext.Current.CancellationToken);
        }

        await writer.EndAsync(Overlay.Of(reading.Window, await LoadAsync(reading)), reading.Failures, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static async Task<IReadOnlyList<UsageSeries>> LoadAsync(BandwidthFlowReading reading) =>
        await Task.WhenAll(reading.Curves.Select(c => c.LoadAsync(new CurveBuffer(), TestContext.Current.CancellationToken).AsTask()));

    private static BandwidthFlowQuery Query(Random random, int intervals)
    {
        var start = Curves.At("2019-12-30T00:00").AddMinutes(5 * random.Next(1000));
        var (granularity, interval) = random.Next(3) switch
        {
            0 => (Granularity.FiveMinutes, "5m"),
            1 => (Granularity.Hour, "1h"),
            _ => (Granularity.Day, "1d"),
        };
        return new BandwidthFlowQuery(new TargetFilter([], [], []), UsageWindow.Of(start, start.AddMinutes(5 * intervals)), granularity, interval, Format: null);
    }

    private static BandwidthFlowReading Reading(Random random, UsageWindow window)
    {
        List<BandwidthFlowReading.Curve> curves = [];
        for (var i = random.Next(4); i > 0; i--)
        {
            var most = random.Next(3) switch { 0 => 3, 1 => 100_000, _ => int.MaxValue };
            var series = Curves.Series(window, Curves.Random(random, window.Count, most, holes: random.Next(3) * 0.4));
            if (window.Count > 0 && random.Next(3) == 0)
            {
                series.Set(random.Next(window.Count), long.MaxValue - random.Next(2), long.MaxValue);
            }

            curves.Add(BandwidthFlowReading.Curve.AtHand(
                ExampleAccounts.JdCloud with { Name = Pick(random), Provider = Pick(random) }, Pick(random), series, Curves.At("2020-01-05T10:00")));
        }

        List<Failure> failures = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Failure(
            Pick(random), Pick(random), random.Next(2) == 0 ? null : Pick(random), "code", Pick(random), random.Next(2) == 0 ? null : "4000", Pick(random), random.Next(2) == 0 ? null : 7))];
        return new BandwidthFlowReading(window, curves, failures);
    }

    private static Freshness Freshness(Random random) => new(
        Curves.At("2020-01-05T10:00:01"),
        Pick(random),
        random.Next(2) == 0 ? null : Curves.At("2020-01-05T09:55"),
        random.Next(2) == 0 ? null : new StaleReason("upstream-timeout", Pick(random)));

    private static string Pick(Random random) => Names[random.Next(Names.Length)];

    private static async Task SeededAsync(int count, Func<Random, Task> body)
    {
        for (var seed = 1; seed <= count; seed++)
        {
            try
            {
                await body(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Fails for seed {seed}: {failure.Message}", failure);
            }
        }
    }

    private sealed class CountingWriter(PipeWriter inner) : PipeWriter
    {
        public int Flushes { get; private set; }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            return inner.FlushAsync(cancellationToken);
        }

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);
    }
}
