using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.Sandbox.Tencent;

/// <summary>
/// The five-minute points of one host, or of several laid over each other, from the first day 00:00 to the last day 24:00.
/// </summary>
internal sealed class BillingSeries
{
    private const int PointsADay = 288;
    private const int OffPeakPointsADay = 96;

    // A site in Chinese has a small audience abroad.
    private const int OverseasShare = 12;

    private readonly DateTime first;
    private readonly long[] points;

    private BillingSeries(DateTime first, long[] points)
    {
        this.first = first;
        this.points = points;
    }

    public static BillingSeries Of(TencentQuery query, string host, TrafficCurve traffic)
    {
        var days = (int)(query.Last - query.First).TotalDays + 1;
        var share = query.Type == TencentQuery.Overseas ? OverseasShare : 1;
        return new BillingSeries(
            query.First,
            [.. Enumerable.Range(0, days * PointsADay).Select(index => traffic(host, query.First.AddMinutes(5 * index)) / share)]);
    }

    public static BillingSeries Overlay(IReadOnlyList<BillingSeries> series)
    {
        var sum = new long[series[0].points.Length];
        foreach (var one in series)
        {
            for (var index = 0; index < sum.Length; index++)
            {
                sum[index] += one.points[index];
            }
        }

        return new BillingSeries(series[0].first, sum);
    }

    /// <summary>The series with its points in [00:00, 08:00) at a discount.</summary>
    public BillingSeries WithOffPeak(decimal discount) => new(
        first,
        [.. points.Select((bps, index) => index % PointsADay < OffPeakPointsADay ? (long)(bps * discount) : bps)]);

    /// <summary>
    /// Highest first, the top five per cent (rounded down) struck out, the next one is billed; the first time it occurred.
    /// </summary>
    public (long Bps, DateTime At) Percentile95()
    {
        var ascending = points.ToArray();
        Array.Sort(ascending);
        var billed = ascending[^(1 + points.Length * 5 / 100)];
        return (billed, first.AddMinutes(5 * Array.IndexOf(points, billed)));
    }

    public long AverageOfDailyPeaks() => (long)points.Chunk(PointsADay).Average(day => (decimal)day.Max());
}
