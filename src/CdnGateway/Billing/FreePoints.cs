namespace CdnGateway.Billing;

/// <summary>How many 5-minute intervals may still lie above the commit before the month costs more than it.</summary>
/// <param name="CommitBps">What is paid for in any case, in bit/s.</param>
/// <param name="FreeIntervals">How many of the whole month may lie above it.</param>
/// <param name="UsedIntervals">How many do so far.</param>
/// <param name="LeftIntervals">The difference, at the least 0; at 0 one more raises the figure above the commit.</param>
/// <param name="LeftHours">The same in hours.</param>
internal sealed record FreePoints(long CommitBps, int FreeIntervals, int UsedIntervals, int LeftIntervals, decimal LeftHours)
{
    /// <summary>The meter's state; null for rules that do not drop intervals.</summary>
    /// <param name="curve">What is known, over the whole month's window.</param>
    /// <param name="terms">The contract.</param>
    /// <param name="commitBps">The commit in question.</param>
    public static FreePoints? Of(BillingCurve curve, BillingTerms terms, long commitBps)
    {
        var free = curve.Points.Window.Count * 5 / 100;
        var used = 0;
        foreach (var value in curve.Points.Bandwidths)
        {
            used += value > commitBps ? 1 : 0;
        }

        var left = Math.Max(0, free - used);
        return new FreePoints(commitBps, free, used, left, left / 12m);
    }
}
