using CdnGateway.Usage;

namespace CdnGateway.Billing;

/// <summary>The bounds of a mean over the valid days' peaks: a low day that becomes valid lowers it, a high one raises it.</summary>
internal static class MeanBounds
{
    /// <param name="lows">The lowest that each day's peak can be.</param>
    /// <param name="highs">The highest.</param>
    /// <param name="days">Each item is a day.</param>
    public static FigureBounds OfValidDays(ReadOnlySpan<long> lows, ReadOnlySpan<long> highs, ValidDays days) =>
        new(Lowest(lows, days), Highest(highs, days));

    /// <summary>Every open day just above the threshold: no valid day's peak is below that.</summary>
    private static long Lowest(ReadOnlySpan<long> lows, ValidDays days)
    {
        if (days.Sure.Count == 0)
        {
            return 0;
        }

        var sum = (Int128)days.Open.Count * ((Int128)days.Threshold + 1);
        foreach (var (day, _) in days.Sure)
        {
            sum += lows[day];
        }

        return UsageSummary.Mean(sum, days.Sure.Count + days.Open.Count) ?? 0;
    }

    /// <summary>The highest open days, as long as each is above the mean of those before.</summary>
    private static long? Highest(ReadOnlySpan<long> highs, ValidDays days)
    {
        Int128 sum = 0;
        var count = days.Sure.Count;
        foreach (var (day, _) in days.Sure)
        {
            sum += highs[day];
        }

        var open = new List<long>(days.Open.Count);
        foreach (var (day, _) in days.Open)
        {
            open.Add(highs[day]);
        }

        open.Sort((a, b) => b.CompareTo(a));
        foreach (var peak in open)
        {
            var raises = count == 0 || (Int128)peak * count > sum;
            sum += raises ? peak : 0;
            count += raises ? 1 : 0;
        }

        return IsAnything(highs, days) ? null : UsageSummary.Mean(sum, count) ?? 0;
    }

    private static bool IsAnything(ReadOnlySpan<long> highs, ValidDays days)
    {
        var anything = false;
        foreach (var (day, _) in days.Sure.Concat(days.Open))
        {
            anything |= highs[day] == PossibleMonth.Anything;
        }

        return anything;
    }
}
