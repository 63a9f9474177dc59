using CdnGateway.Usage;

namespace CdnGateway.Billing.Forecasting;

/// <summary>What a month that is not over yet will cost: what is certain, and what is likely.</summary>
/// <param name="SoFarBps">The contract's figure of the points so far, in bit/s; null before the first.</param>
/// <param name="FloorBps">The final figure is at least this, in bit/s, whatever comes.</param>
/// <param name="CeilingBps">It is at most this, in bit/s; null when there is no limit.</param>
/// <param name="EstimateBps">What is likely, in bit/s, between the two; null when nothing is known of the month nor before it.</param>
/// <param name="Method">How the estimate was made: name and version.</param>
internal sealed record MonthForecast(long? SoFarBps, long FloorBps, long? CeilingBps, long? EstimateBps, string Method)
{
    /// <summary>The version grows when the same points would give another estimate.</summary>
    public const string SameTimeOfWeek = "same-time-of-week 1";

    private const double Half = 0.5;
    private const double Quarter = 0.25;

    /// <summary>Looks ahead.</summary>
    /// <param name="month">What is known, over the whole month's window; whatever is absent is unknown, ended or not.</param>
    /// <param name="ended">How many of its intervals have ended.</param>
    /// <param name="history">Points of up to 28 days before the month, with or without holes; null: none.</param>
    /// <param name="terms">The contract.</param>
    /// <param name="maximumBps">The most that a value can be; null: the contract's, or no limit.</param>
    public static MonthForecast Of(BillingCurve month, int ended, UsageSeries? history, BillingTerms terms, long? maximumBps = null)
    {
        var window = month.Points.Window;
        ArgumentOutOfRangeException.ThrowIfNegative(ended);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ended, window.Count);
        var limit = maximumBps ?? terms.MaximumBps;
        var bounds = FigureBounds.OfBilled(month, terms, limit);
        var ceiling = bounds.HighestBps is { } highest ? Math.Max(bounds.LowestBps, highest) : (long?)null;
        var soFar = SoFar(month.Points, ended, terms);
        var estimate = Blended(new KnownTraffic(month.Points, history, terms, limit).Estimate(), soFar, terms.Rule, (double)month.Points.Missing / window.Count);
        return new MonthForecast(
            soFar,
            bounds.LowestBps,
            ceiling,
            estimate is { } likely ? Math.Clamp(likely, bounds.LowestBps, ceiling ?? long.MaxValue) : null,
            SameTimeOfWeek);
    }

    /// <remarks>
    /// By the back-test: with a quarter of the days left nothing but an event can still move a rank among their peaks, and events cannot be foreseen;
    /// a mean of peaks is better believed less as its days run out. Of ranks the quarter before leads over, of means the last half.
    /// </remarks>
    private static long? Blended(long? estimate, long? soFar, BillingRule rule, double unknown)
    {
        if (!rule.IsOfDailyPeaks || estimate is not { } likely || soFar is not { } figure)
        {
            return estimate;
        }

        var trust = rule.IsRanked ? (unknown - Quarter) / Quarter : unknown / Half;
        return figure + (long)((likely - figure) * Math.Clamp(trust, 0, 1));
    }

    /// <remarks>Of the part that has ended, so that a mean over days is not divided by days to come.</remarks>
    private static long? SoFar(UsageSeries points, int ended, BillingTerms terms)
    {
        var part = new UsageSeries(points.Window.Part(0, ended));
        part.Take(points);
        return BilledMonth.Of(BillingCurve.Of(part), terms).Billed?.BandwidthBps;
    }
}
