using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CdnGateway.Contracts;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>
/// Writes a <see cref="BandwidthFlowResponse"/> as it comes: the head, one series after the other, the total. No series has to be in memory
/// before its turn or after it, and no point becomes an object.
/// </summary>
/// <remarks>The bytes are those that the serializer makes of the contract's records; a test holds the two together.</remarks>
internal sealed class BandwidthFlowWriter(PipeWriter output, BandwidthFlowQuery query) : IDisposable
{
    /// <summary>What is written before it is sent on, so that a large answer neither waits in memory nor goes in crumbs.</summary>
    private const int BytesPerFlush = 48 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _json = new(output, Options);
    private bool _hasSeries;
    private long _unsent;

    /// <summary>Writes what comes before the series.</summary>
    public void Begin(bool complete)
    {
        WriteRaw("{\"start\":"u8);
        WriteTime(query.Window.Start);
        WriteRaw(",\"end\":"u8);
        WriteTime(query.Window.End);
        WriteRaw(",\"interval\":"u8);
        WriteText(query.Interval);
        WriteRaw(complete ? ",\"complete\":true,\"series\":["u8 : ",\"complete\":false,\"series\":["u8);
    }

    /// <summary>Writes one series; it can be reused afterwards.</summary>
    public async ValueTask WriteSeriesAsync(
        string account, string provider, string domain, UsageSeries series, Freshness freshness, GranularityMark? mark, CancellationToken cancellationToken)
    {
        WriteRaw(_hasSeries ? ",{\"account\":"u8 : "{\"account\":"u8);
        _hasSeries = true;
        WriteText(account);
        WriteRaw(",\"provider\":"u8);
        WriteText(provider);
        WriteRaw(",\"domain\":"u8);
        WriteText(domain);
        await WritePointsAsync(series, total: null, cancellationToken);
        Write(BandwidthFlowMapping.ToSummary(series, incompletePoints: 0), ContractJson.Web.SeriesSummary);
        WriteRaw(",\"freshness\":"u8);
        Write(freshness, ContractJson.Web.Freshness);
        if (mark is not null)
        {
            WriteRaw(",\"granularity\":"u8);
            Write(mark, ContractJson.Web.GranularityMark);
        }

        WriteRaw("}"u8);
        await SendManyAsync(cancellationToken);
    }

    /// <summary>Writes what comes after the series, and sends everything.</summary>
    public async ValueTask EndAsync(Overlay total, IReadOnlyList<Failure> failures, CancellationToken cancellationToken)
    {
        WriteRaw("],\"total\":{"u8);
        await WritePointsAsync(total.Sum, total, cancellationToken);
        Write(BandwidthFlowMapping.ToSummary(total.Sum, total.IncompletePoints), ContractJson.Web.SeriesSummary);
        WriteRaw("},\"failures\":"u8);
        Write(failures, ContractJson.Web.IReadOnlyListFailure);
        WriteRaw("}"u8);
        await SendAsync(cancellationToken);
    }

    public void Dispose() => _json.Dispose();

    private async ValueTask WritePointsAsync(UsageSeries series, Overlay? total, CancellationToken cancellationToken)
    {
        WriteRaw(total is null ? ",\"points\":["u8 : "\"points\":["u8);
        if (query.Granularity == Granularity.FiveMinutes)
        {
            await WriteFivePointsAsync(new PointText(series, total), cancellationToken);
        }
        else
        {
            await WriteCoarsePointsAsync(BandwidthFlowMapping.CoarsePoints(series, query.Granularity, total), cancellationToken);
        }

        WriteRaw("],\"summary\":"u8);
    }

    private async ValueTask WriteFivePointsAsync(PointText points, CancellationToken cancellationToken)
    {
        while (!points.AtEnd)
        {
            var written = points.WriteTo(output.GetSpan(PointText.MostBytes));
            output.Advance(written);
            _unsent += written;
            await SendManyAsync(cancellationToken);
        }
    }

    /// <remarks>A twelfth of the points at most, so the serializer may write them.</remarks>
    private async ValueTask WriteCoarsePointsAsync(IEnumerable<BandwidthPoint> points, CancellationToken cancellationToken)
    {
        var isFirst = true;
        foreach (var point in points)
        {
            if (!isFirst)
            {
                WriteRaw(","u8);
            }

            isFirst = false;
            Write(point, ContractJson.Web.BandwidthPoint);
            await SendManyAsync(cancellationToken);
        }
    }

    private void WriteRaw(ReadOnlySpan<byte> json)
    {
        output.Write(json);
        _unsent += json.Length;
    }

    private void WriteText(string text)
    {
        _json.WriteStringValue(text);
        EndValue();
    }

    private void WriteTime(DateTimeOffset time)
    {
        _json.WriteStringValue(time);
        EndValue();
    }

    private void Write<T>(T value, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(_json, value, type);
        EndValue();
    }

    /// <remarks>Every value is a document of its own to the JSON writer, since what is between them is not written through it.</remarks>
    private void EndValue()
    {
        _json.Flush();
        _unsent += _json.BytesCommitted;
        _json.Reset();
    }

    private ValueTask SendManyAsync(CancellationToken cancellationToken) =>
        _unsent < BytesPerFlush ? ValueTask.CompletedTask : SendAsync(cancellationToken);

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        _unsent = 0;
        var flush = await output.FlushAsync(cancellationToken);
        if (flush.IsCompleted || flush.IsCanceled)
        {
            throw new OperationCanceledException("Nobody reads the answer any more.", cancellationToken);
        }
    }
}
