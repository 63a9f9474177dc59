namespace CdnGateway.Sandbox.Billing;

/// <summary>A figure in bit/s and the labels (start of the interval as the bill counts it, Beijing) where it occurred.</summary>
internal sealed record BilledFigure(decimal Bps, IReadOnlyList<DateTime> Times);

/// <summary>The five-minute points that a bill counts, one after the other, with whatever the provider does wrong in choosing them.</summary>
internal sealed class BilledSeries
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OffPeakEnd = TimeSpan.FromHours(8);

    private readonly Point[] points;
    private readonly bool roundedUp;

    private BilledSeries(Point[] points, bool roundedUp)
    {
        this.points = points;
        this.roundedUp = roundedUp;
    }

    /// <summary>Bits of all points, times the five minutes that each lasts.</summary>
    public decimal Bits => points.Sum(point => (decimal)point.Bps) * (decimal)Step.TotalSeconds;

    /// <summary>So many intervals from the first start on, as far as they have ended.</summary>
    public static BilledSeries Of(DateTime first, int count, DateTime now, Func<DateTime, long> bps, BillingDeviations deviations)
    {
        var cut = deviations.MonthCutInUtc ? Beijing.Offset : TimeSpan.Zero;
        var late = deviations.LabelShift ? Step : TimeSpan.Zero;
        var counting = new List<Point>(count);
        for (var index = 0; index < count; index++)
        {
            var counted = first + cut + (index * Step);
            var start = counted - late;
            if (start + Step > now)
            {
                break;
            }

            counting.Add(new Point(counted, (counted - cut).Date, bps(start)));
        }

        return new BilledSeries([.. counting], deviations.PercentileRoundedUp);
    }

    /// <summary>The series with its points in [00:00, 08:00) at a discount.</summary>
    public BilledSeries WithOffPeak(decimal discount) => With(
        points.Select(point => point.Time.TimeOfDay < OffPeakEnd ? point with { Bps = (long)(point.Bps * discount) } : point));

    /// <summary>The series without the days that have no point above the threshold; a valid day keeps all its points.</summary>
    public BilledSeries OnValidDays(long thresholdBps)
    {
        var valid = points.Where(point => point.Bps > thresholdBps).Select(point => point.Day).ToHashSet();
        return With(points.Where(point => valid.Contains(point.Day)));
    }

    /// <summary>
    /// Highest first, the top five per cent (rounded down) struck out, the next one is billed; the first time it occurred.
    /// </summary>
    public BilledFigure Percentile95()
    {
        if (points.Length == 0)
        {
            return new BilledFigure(0, []);
        }

        var ascending = Array.ConvertAll(points, point => point.Bps);
        Array.Sort(ascending);
        var struckOut = (points.Length * 5 + (roundedUp ? 99 : 0)) / 100;
        var billed = ascending[Math.Max(0, points.Length - 1 - struckOut)];
        return new BilledFigure(billed, [points.First(point => point.Bps == billed).Time]);
    }

    public BilledFigure AverageOfDailyPeaks()
    {
        var peaks = DailyPeaks();
        return peaks.Count == 0
            ? new BilledFigure(0, [])
            : new BilledFigure(peaks.Average(peak => (decimal)peak.Bps), [.. peaks.Select(peak => peak.Time)]);
    }

    /// <summary>The three highest days are dropped, the peak of the fourth is billed; nothing while there are fewer.</summary>
    public BilledFigure FourthDailyPeak() =>
        DailyPeaks().OrderByDescending(peak => peak.Bps).Skip(3).Take(1).Select(peak => new BilledFigure(peak.Bps, [peak.Time])).FirstOrDefault()
        ?? new BilledFigure(0, []);

    private List<Point> DailyPeaks() =>
        [.. points.GroupBy(point => point.Day).Select(day => day.MaxBy(point => point.Bps))];

    private BilledSeries With(IEnumerable<Point> others) => new([.. others], roundedUp);

    private readonly record struct Point(DateTime Time, DateTime Day, long Bps);
}
