using CdnGateway.Contracts;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>From curves to the contract's records. Answers are written by <see cref="BandwidthFlowWriter"/>, whose bytes are those of these records.</summary>
internal static class BandwidthFlowMapping
{
    /// <param name="reading">What the answer says.</param>
    /// <param name="curves">The points of each of its curves.</param>
    /// <param name="query">What was asked.</param>
    public static BandwidthFlowResponse ToResponse(BandwidthFlowReading reading, IReadOnlyList<UsageSeries> curves, BandwidthFlowQuery query)
    {
        var total = Overlay.Of(reading.Window, curves);
        return new BandwidthFlowResponse(
            query.Window.Start,
            query.Window.End,
            query.Interval,
            reading.Complete && !query.ReachesIntoFuture,
            [.. reading.Curves.Zip(curves, (curve, series) => ToSeries(curve, series, query.Granularity))],
            new BandwidthTotal(Points(total.Sum, query.Granularity, total), ToSummary(total.Sum, total.IncompletePoints)),
            reading.Failures);
    }

    /// <summary>The points of a curve in the interval of the answer.</summary>
    public static IReadOnlyList<BandwidthPoint> Points(UsageSeries series, Granularity granularity, Overlay? total = null) =>
        granularity == Granularity.FiveMinutes ? FivePoints(series, total) : [.. CoarsePoints(series, granularity, total)];

    /// <summary>The hours or days of a curve.</summary>
    public static IEnumerable<BandwidthPoint> CoarsePoints(UsageSeries series, Granularity granularity, Overlay? total)
    {
        var whole = Rollup.IntervalsIn(granularity);
        return Rollup.Of(series, granularity).Select(bucket => new BandwidthPoint(
            bucket.Time,
            bucket.AverageBps,
            bucket.FlowBytes,
            bucket.PeakBps,
            ExpectedPoints: bucket.Expected == whole ? null : bucket.Expected,
            MissingPoints: OrNull(bucket.Expected - bucket.Received),
            MissingSeries: OrNull(total?.MostMissingSeriesIn(bucket.From, bucket.Expected) ?? 0)));
    }

    private static BandwidthSeries ToSeries(BandwidthFlowReading.Curve curve, UsageSeries series, Granularity granularity) => new(
        curve.Account.Name,
        curve.Account.Provider,
        curve.Domain,
        Points(series, granularity),
        ToSummary(series, incompletePoints: 0),
        curve.Freshness,
        ToMark(curve.Account, series));

    /// <summary>What is wrong with the points as 5-minute points; null when nothing is to be seen.</summary>
    public static GranularityMark? ToMark(CdnAccount account, UsageSeries series) =>
        GranularityGuard.Check(series, GranularityGuard.ToleranceOf(account.ResolutionBps)) is { } finding
            ? new GranularityMark(NameOf(finding.Kind), finding.IntervalMinutes, finding.FirstDay, finding.Detail)
            : null;

    private static string NameOf(GranularityKind kind) => kind switch
    {
        GranularityKind.Sparse => "sparse",
        GranularityKind.Coarse => "coarse",
        _ => "interpolated",
    };

    private static BandwidthPoint[] FivePoints(UsageSeries series, Overlay? total)
    {
        var points = new BandwidthPoint[series.Received];
        var next = 0;
        for (var i = 0; i < series.Window.Count; i++)
        {
            if (series.Has(i))
            {
                points[next++] = new BandwidthPoint(
                    series.Window.TimeAt(i),
                    series.BandwidthAt(i),
                    series.FlowAt(i),
                    MissingSeries: OrNull(total?.MissingSeriesAt(i) ?? 0));
            }
        }

        return points;
    }

    public static SeriesSummary ToSummary(UsageSeries series, int incompletePoints)
    {
        var summary = UsageSummary.Of(series);
        return new SeriesSummary(
            summary.Peak?.BandwidthBps,
            summary.Peak?.Time,
            summary.AverageBps,
            summary.P95?.BandwidthBps,
            summary.TotalFlowBytes,
            series.Window.Count,
            series.Missing,
            OrNull(incompletePoints));
    }

    private static int? OrNull(int count) => count == 0 ? null : count;
}
