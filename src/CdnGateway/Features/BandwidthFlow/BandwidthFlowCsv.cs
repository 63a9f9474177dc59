using System.Runtime.CompilerServices;
using CdnGateway.Features.Csv;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>One row an interval of every series, a missing one with empty cells; the total is left to the reader's own sum.</summary>
internal static class BandwidthFlowCsv
{
    private static readonly string[] FiveMinuteColumns = ["account", "provider", "domain", "time", "bandwidthBps", "flowBytes"];
    private static readonly string[] CoarseColumns = [.. FiveMinuteColumns, "peakBandwidthBps", "expectedPoints", "missingPoints"];

    public static CsvDocument ToDocument(BandwidthFlowReading reading, BandwidthFlowQuery query) => new(
        "bandwidth-flow",
        query.Granularity == Granularity.FiveMinutes ? FiveMinuteColumns : CoarseColumns,
        token => RowsAsync(reading, query, token))
    {
        Complete = reading.Complete && !query.ReachesIntoFuture,
        Failures = reading.Failures,
    };

    private static async IAsyncEnumerable<IReadOnlyList<string?>> RowsAsync(
        BandwidthFlowReading reading, BandwidthFlowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new CurveBuffer();
        foreach (var curve in reading.Curves)
        {
            string[] key = [curve.Account.Name, curve.Account.Provider, curve.Domain];
            var series = await curve.LoadAsync(buffer, cancellationToken);
            foreach (var row in Rows(key, series, query.Granularity))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<IReadOnlyList<string?>> Rows(string[] key, UsageSeries series, Granularity granularity) =>
        granularity == Granularity.FiveMinutes
            ? FiveMinuteRows(key, series)
            : Rollup.Of(series, granularity, withEmpty: true).Select(bucket => CoarseRow(key, bucket));

    private static IEnumerable<IReadOnlyList<string?>> FiveMinuteRows(string[] key, UsageSeries series)
    {
        for (var i = 0; i < series.Window.Count; i++)
        {
            yield return
            [
                .. key,
                CsvText.Time(series.Window.TimeAt(i)),
                series.Has(i) ? CsvText.Number(series.BandwidthAt(i)) : null,
                series.Has(i) ? CsvText.Number(series.FlowAt(i)) : null,
            ];
        }
    }

    private static IReadOnlyList<string?> CoarseRow(string[] key, Rollup.Bucket bucket)
    {
        var any = bucket.Received > 0;
        return
        [
            .. key,
            CsvText.Time(bucket.Time),
            any ? CsvText.Number(bucket.AverageBps) : null,
            any ? CsvText.Number(bucket.FlowBytes) : null,
            any ? CsvText.Number(bucket.PeakBps) : null,
            CsvText.Number(bucket.Expected),
            CsvText.Number(bucket.Expected - bucket.Received),
        ];
    }
}
