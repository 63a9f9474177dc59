namespace CdnGateway.Billing;

/// <summary>The highest value of every day and where the first one of that size is; negative on days without any.</summary>
internal readonly record struct DailyPeaks(long[] Values, int[] Indexes)
{
    public static DailyPeaks Of(ReadOnlySpan<long> values, DayGrid grid)
    {
        var days = grid.DaysIn(values.Length);
        var peaks = new DailyPeaks(new long[days], new int[days]);
        for (var day = 0; day < days; day++)
        {
            var (from, to) = grid.DayOf(day, values.Length);
            var at = from;
            for (var i = from + 1; i < to; i++)
            {
                at = values[i] > values[at] ? i : at;
            }

            (peaks.Values[day], peaks.Indexes[day]) = (values[at], at);
        }

        return peaks;
    }
}
