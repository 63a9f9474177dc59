using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>What the printed time says of a figure.</summary>
internal enum TimeWitness
{
    /// <summary>The value stood somewhere else.</summary>
    Contradicts,

    /// <summary>There is no time, or the figure has none.</summary>
    Silent,

    /// <summary>The value stood there as well: which of equal values is printed is nowhere said.</summary>
    Allows,

    /// <summary>It is the figure's own.</summary>
    Agrees,
}

/// <summary>Compares a printed time with a figure's.</summary>
/// <param name="tolerance">By how much values at the printed time may differ, in bit/s.</param>
/// <remarks>
/// Who counts intervals under other labels prints times by those labels or by the usual ones, and who counts in UTC by either clock, so each of
/// them is good.
/// </remarks>
internal readonly struct TimeEvidence(long tolerance)
{
    public TimeWitness Of(MadeFigure made, DateTimeOffset? printed)
    {
        if (printed is not { } time || made.Point.Time is not { } own)
        {
            return TimeWitness.Silent;
        }

        var offsets = OffsetsOf(made.Method);
        if (offsets.Any(offset => time - (offset * UsageWindow.Interval) == own))
        {
            return TimeWitness.Agrees;
        }

        var window = made.Window;
        foreach (var offset in offsets)
        {
            var index = window.IndexOf(time - (offset * UsageWindow.Interval));
            if (index >= 0 && Stands(made, index))
            {
                return TimeWitness.Allows;
            }
        }

        return TimeWitness.Contradicts;
    }

    /// <summary>For how many of the period's intervals a printed time would not contradict.</summary>
    public int TimesOf(MadeFigure made)
    {
        var times = 0;
        var (low, high) = (Math.Max(0, made.Point.BandwidthBps - tolerance), made.Point.BandwidthBps + tolerance);
        foreach (var value in made.Values.Ranked.Points.Bandwidths)
        {
            times += value >= low && value <= high ? 1 : 0;
        }

        return Math.Max(1, times) * OffsetsOf(made.Method).Length;
    }

    /// <summary>The ways to print a time, as intervals between it and the one by which it is counted.</summary>
    public static int[] OffsetsOf(BillingMethod method) => (method.LabelShift, method.IsUtc) switch
    {
        (0, false) => [0],
        (var label, false) => [0, label],
        (0, true) => [0, method.Shift],
        (var label, true) => [0, label, method.Shift - label, method.Shift],
    };

    private bool Stands(MadeFigure made, int index) =>
        made.Values.Ranked.Points.Has(index) && Math.Abs(made.Values.Ranked.Points.BandwidthAt(index) - made.Point.BandwidthBps) <= tolerance;
}
