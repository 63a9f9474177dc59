using System.IO.Pipelines;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Query;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>The answer in the format that was asked for.</summary>
internal static class BandwidthFlowBodies
{
    /// <summary>Some hundred bytes a point, in the series and again in the total.</summary>
    private const int MostBytesAPoint = 110;

    public static AnswerBody Of(BandwidthFlowReading reading, BandwidthFlowQuery query, AnswerFormat format)
    {
        var body = format == AnswerFormat.Csv
            ? BandwidthFlowCsv.ToDocument(reading, query).ToBody()
            : new AnswerBody(AnswerBody.JsonType, [], (pipe, token) => WriteAsync(reading, query, pipe, token));
        return body with { IsSmall = (reading.Curves.Count + 1L) * query.Window.Count * MostBytesAPoint <= KeptAnswers.LargestAnswer };
    }

    private static async Task WriteAsync(
        BandwidthFlowReading reading, BandwidthFlowQuery query, PipeWriter pipe, CancellationToken cancellationToken)
    {
        using var writer = new BandwidthFlowWriter(pipe, query);
        writer.Begin(reading.Complete && !query.ReachesIntoFuture);
        var total = new OverlaySum(reading.Window);
        var buffer = new CurveBuffer();
        foreach (var curve in reading.Curves)
        {
            var series = await curve.LoadAsync(buffer, cancellationToken);
            total.Add(series);
            var mark = BandwidthFlowMapping.ToMark(curve.Account, series);
            await writer.WriteSeriesAsync(curve.Account.Name, curve.Account.Provider, curve.Domain, series, curve.Freshness, mark, cancellationToken);
        }

        await writer.EndAsync(total.ToOverlay(), reading.Failures, cancellationToken);
    }
}
