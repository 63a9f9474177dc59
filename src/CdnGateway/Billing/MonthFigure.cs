using System.Buffers;
using CdnGateway.Usage;

namespace CdnGateway.Billing;

/// <summary>What a rule makes of a run of values.</summary>
/// <param name="Bps">Bit/s.</param>
/// <param name="Index">Which value it is; negative when it is none of them.</param>
/// <param name="Counted">How many values (or days) were ranked or averaged.</param>
/// <param name="Dropped">How many of the highest of them were dropped.</param>
internal readonly record struct MonthFigure(long Bps, int Index, int Counted, int Dropped)
{
    private const long Absent = -1;
    private const int Nowhere = -1;

    /// <param name="values">Bit/s by time, after any discount; negative where there is none.</param>
    /// <param name="grid">Where the days begin.</param>
    /// <param name="rule">What is billed.</param>
    /// <param name="validAbove">A day is valid with a value above this.</param>
    public static MonthFigure Of(ReadOnlySpan<long> values, DayGrid grid, BillingRule rule, long validAbove)
    {
        if (!rule.IsOfDailyPeaks)
        {
            return OfItems(values, grid, rule, validAbove);
        }

        var peaks = DailyPeaks.Of(values, grid);
        var figure = OfItems(peaks.Values, DayGrid.Days, rule, validAbove);
        return figure with { Index = figure.Index < 0 ? Nowhere : peaks.Indexes[figure.Index] };
    }

    private static MonthFigure OfItems(ReadOnlySpan<long> items, DayGrid grid, BillingRule rule, long validAbove)
    {
        if (rule.Days == DaysCounted.Calendar)
        {
            return OfCounted(items, rule);
        }

        var buffer = ArrayPool<long>.Shared.Rent(items.Length);
        var counted = buffer.AsSpan(0, items.Length);
        items.CopyTo(counted);
        TakeOutInvalidDays(counted, grid, validAbove);
        var figure = OfCounted(counted, rule);
        ArrayPool<long>.Shared.Return(buffer);
        return figure;
    }

    /// <remarks>Source of the valid day: Tencent Cloud, CDN billing (docs/billing.md).</remarks>
    private static void TakeOutInvalidDays(Span<long> items, DayGrid grid, long validAbove)
    {
        for (var day = 0; day < grid.DaysIn(items.Length); day++)
        {
            var (from, to) = grid.DayOf(day, items.Length);
            if (items[from..to].IndexOfAnyExceptInRange(Absent, validAbove) < 0)
            {
                items[from..to].Fill(Absent);
            }
        }
    }

    private static MonthFigure OfCounted(ReadOnlySpan<long> items, BillingRule rule)
    {
        var received = items.Length - items.Count(Absent);
        if (!rule.IsRanked)
        {
            var days = rule.Days == DaysCounted.Calendar ? items.Length : received;
            return new MonthFigure(UsageSummary.Mean(SumOf(items), days) ?? 0, Nowhere, days, 0);
        }

        var dropped = rule.DroppedOf(received);
        if (dropped == received)
        {
            return new MonthFigure(0, Nowhere, received, dropped);
        }

        var index = Percentile95.IndexOf(items, received, dropped);
        return new MonthFigure(items[index], index, received, dropped);
    }

    private static Int128 SumOf(ReadOnlySpan<long> items)
    {
        Int128 sum = 0;
        foreach (var item in items)
        {
            sum += Math.Max(0, item);
        }

        return sum;
    }
}
