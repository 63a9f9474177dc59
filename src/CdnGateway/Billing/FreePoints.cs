namespace CdnGateway.Billing;

/// <summary>How many 5-minute intervals may still lie above the commit before the month costs more than it.</summary>
/// <param name="CommitBps">What is paid for in any case, in bit/s.</param>
/// <param name="FreeIntervals">How many of the whole month may lie above it.</param>
/// <param name="UsedIntervals">How many do so far.</param>
/// <param name="LeftIntervals">The difference, at the least 0; at 0 one more raises the figure above the commit.</param>
/// <param name="LeftHours">The same in hours.</param>
internal sealed record FreePoints(long CommitBps, int FreeIntervals, int UsedIntervals, int LeftIntervals, decimal LeftHours)
{
    private const decimal IntervalsPerHour = 12;

    /// <summary>The meter's state, after the contract's discount; null for rules that do not drop intervals.</summary>
    /// <param name="curve">What is known, over the whole month's window.</param>
    /// <param name="terms">The contract.</param>
    /// <param name="commitBps">The commit in question; with valid days, more than their threshold, or what makes a day valid uses the meter up.</param>
    public static FreePoints? Of(BillingCurve curve, BillingTerms terms, long commitBps)
    {
        if (terms.Rule.IsOfDailyPeaks)
        {
            return null;
        }

        using var month = PossibleMonth.Of(curve, terms.OffPeakDiscount, maximumBps: null);
        var (counted, used) = Count(month, terms, commitBps);
        var free = terms.Rule.DroppedOf(counted);
        var left = Math.Max(0, free - used);
        return new FreePoints(commitBps, free, used, left, left / IntervalsPerHour);
    }

    /// <summary>How many intervals count in the end, as far as can be known, and how many of them are above the commit already.</summary>
    private static (int Counted, int Used) Count(PossibleMonth month, BillingTerms terms, long commitBps)
    {
        if (terms.Rule.Days == DaysCounted.Calendar)
        {
            return (month.Lows.Length, RankBounds.CountAbove(month.Lows, commitBps));
        }

        var days = new ValidDays(month.Lows, month.Highs, month.Grid, terms.ValidDayThresholdBps);
        var (counted, used) = (0, 0);
        foreach (var (from, to) in days.Sure.Concat(days.Open))
        {
            counted += to - from;
            used += RankBounds.CountAbove(month.Lows[from..to], commitBps);
        }

        return (counted, used);
    }
}
