using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>How a figure is made of points: the contract's way, or one that differs from it.</summary>
/// <param name="Terms">Rule, thresholds and the discount, which is null when this figure has none.</param>
internal sealed record BillingMethod(BillingTerms Terms)
{
    private const int IntervalsOfZone = 8 * 12;

    /// <summary>How many intervals later than they are counted the points really start, by a label's mistake.</summary>
    public int LabelShift { get; init; }

    /// <summary>Month and days are UTC's.</summary>
    public bool IsUtc { get; init; }

    /// <summary>In a month of UTC's, the discount still is from 00:00 to 08:00 in Beijing.</summary>
    public bool KeepsBeijingNight { get; init; }

    /// <summary>How many times the result is multiplied by 1024/1000; negative: divided.</summary>
    public int UnitPower { get; init; }

    /// <summary>By how many intervals the points that are counted really are later.</summary>
    public int Shift => LabelShift + (IsUtc ? IntervalsOfZone : 0);

    /// <summary>(1024/1000)^power, exactly.</summary>
    public decimal UnitFactor
    {
        get
        {
            var factor = 1m;
            for (var i = 0; i < Math.Abs(UnitPower); i++)
            {
                factor *= UnitPower > 0 ? 1.024m : 0.9765625m; // both have an end in decimals
            }

            return factor;
        }
    }

    /// <summary>The values that this method ranks; null when the points do not reach so far.</summary>
    public MonthPoints? CurveOf(MonthPoints points, UsageWindow period)
    {
        var cut = points.Cut(period, Shift);
        if (cut is null || !KeepsBeijingNight || Terms.OffPeakDiscount is not { } discount)
        {
            return cut;
        }

        var discounted = new UsageSeries(period);
        for (var i = 0; i < period.Count; i++)
        {
            if (cut.Points.Has(i))
            {
                var isNight = period.TimeAt(i + IntervalsOfZone).Hour < 8;
                discounted.Set(i, isNight ? Off(cut.Points.BandwidthAt(i), discount) : cut.Points.BandwidthAt(i), 0);
            }
        }

        return cut with { Points = discounted };
    }

    /// <summary>The terms to put <see cref="CurveOf"/> to.</summary>
    public BillingTerms TermsOfCurve => KeepsBeijingNight ? Terms with { OffPeakDiscount = null } : Terms;

    /// <summary>A value after the discount, halves away from zero.</summary>
    public static long Off(long bandwidthBps, decimal discount) =>
        (long)Math.Round(bandwidthBps * discount, MidpointRounding.AwayFromZero);
}
