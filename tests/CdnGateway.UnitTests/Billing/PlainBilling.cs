namespace CdnGateway.UnitTests.Billing;

/// <summary>
/// Every rule once more, as a person would do it on paper: by its name, from lists, with decimals. It shares nothing with the gateway's
/// own mathematics, so that both are right or one of them is noticed.
/// </summary>
/// <param name="IntervalsPerDay">How many values a day has.</param>
/// <param name="OffPeakIntervals">How many of them, from midnight on, are discounted.</param>
/// <param name="BeforeFirst">How many intervals of its day lie before the first value.</param>
/// <param name="Dropped">Which part of the highest a percentile drops.</param>
internal sealed record PlainBilling(int IntervalsPerDay = 288, int OffPeakIntervals = 96, int BeforeFirst = 0, decimal Dropped = 0.05m)
{
    internal readonly record struct Point(int Index, int Day, long Bps);

    /// <param name="Bps">The figure.</param>
    /// <param name="Index">Which interval it is of; null: of none.</param>
    internal readonly record struct Bill(long Bps, int? Index);

    private const int MostPoints = 10_000;
    private const long HighestBps = 1L << 40;

    private static readonly Bill Nothing = new(0, null);

    /// <summary>The bill of a month; null when nothing at all was received.</summary>
    public Bill? Of(long?[] month, string rule, long validAbove, decimal? discount = null) =>
        Of(month, [rule], validAbove, discount) is [var bill] ? bill : null;

    /// <summary>The bills of one month under several rules; empty when nothing at all was received.</summary>
    public IReadOnlyList<Bill> Of(long?[] month, IReadOnlyList<string> rules, long validAbove, decimal? discount = null)
    {
        var points = PointsOf(month, discount);
        var days = points.GroupBy(point => point.Day).Select(day => day.ToList()).ToList();
        var validDays = days.Where(day => day.Max(point => point.Bps) > validAbove).ToList();
        var peaks = days.Select(day => day.MaxBy(point => point.Bps)).ToList();
        var all = LinesOf(points);
        var valid = LinesOf(validDays.SelectMany(day => day));
        var peakLines = LinesOf(peaks);

        return points.Count == 0 ? [] : [.. rules.Select(rule => rule switch
        {
            "month-95" => Ranked(all, drop: Math.Floor(all.Count * Dropped)),
            "month-95-ceil" => Ranked(all, drop: Math.Ceiling(all.Count * Dropped)),
            "month-95-round" => Ranked(all, drop: Math.Round(all.Count * Dropped, MidpointRounding.AwayFromZero)),
            "month-95-valid-days" => Ranked(valid, drop: Math.Floor(valid.Count * Dropped)),
            "month-95-valid-days-ceil" => Ranked(valid, drop: Math.Ceiling(valid.Count * Dropped)),
            "month-95-valid-days-round" => Ranked(valid, drop: Math.Round(valid.Count * Dropped, MidpointRounding.AwayFromZero)),
            "average-daily-peak" => Mean(validDays.Sum(day => (decimal)day.Max(point => point.Bps)), validDays.Count),
            "average-daily-peak-calendar" => Mean(peaks.Sum(peak => (decimal)peak.Bps), DaysIn(month)),
            "fourth-daily-peak" => peaks.Count < 4 ? Nothing : Ranked(peakLines, drop: 3),
            "95-of-daily-peaks" => Ranked(peakLines, drop: Math.Floor(peaks.Count * Dropped)),
            _ => throw new ArgumentOutOfRangeException(nameof(rules), rule, "Not a rule that this page knows."),
        })];
    }

    private List<Point> PointsOf(long?[] month, decimal? discount)
    {
        var points = new List<Point>(month.Length);
        for (var i = 0; i < month.Length; i++)
        {
            if (month[i] is { } bps)
            {
                var isOffPeak = (BeforeFirst + i) % IntervalsPerDay < OffPeakIntervals;
                var counts = isOffPeak && discount is { } part ? (long)Math.Round(bps * part, MidpointRounding.AwayFromZero) : bps;
                points.Add(new Point(i, (BeforeFirst + i) / IntervalsPerDay, counts));
            }
        }

        return points;
    }

    private int DaysIn(long?[] month) => (BeforeFirst + month.Length - 1) / IntervalsPerDay + 1;

    /// <summary>One line a point, the highest first and of equal ones the earliest first.</summary>
    /// <remarks>A line is one number, how far below the top and then how late, since numbers sort fast and ten thousand months are many lines.</remarks>
    private static List<long> LinesOf(IEnumerable<Point> points)
    {
        var lines = points.Select(point => (HighestBps - point.Bps) * MostPoints + point.Index).ToList();
        lines.Sort();
        return lines;
    }

    /// <summary>The first line that is not crossed out; however many are, of something one is left.</summary>
    private static Bill Ranked(List<long> lines, decimal drop)
    {
        if (lines.Count == 0)
        {
            return Nothing;
        }

        var line = lines[(int)Math.Min(drop, lines.Count - 1)];
        return new Bill(HighestBps - line / MostPoints, (int)(line % MostPoints));
    }

    private static Bill Mean(decimal sum, int days) =>
        days == 0 ? Nothing : new Bill((long)Math.Round(sum / days, MidpointRounding.AwayFromZero), null);
}
