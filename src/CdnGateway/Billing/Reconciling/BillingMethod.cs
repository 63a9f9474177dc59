using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>How a figure is made of points: the contract's way, or one that differs from it.</summary>
/// <param name="Terms">Rule, thresholds and the discount, which is null when this figure has none.</param>
internal sealed record BillingMethod(BillingTerms Terms)
{
    private static readonly int IntervalsOfZone = (int)(BeijingTime.Offset / UsageWindow.Interval);

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

    /// <summary>The terms to put values to that have been discounted already.</summary>
    public BillingTerms WithoutDiscount => Terms.OffPeakDiscount is null ? Terms : Terms with { OffPeakDiscount = null };

    /// <summary>True when the interval that is counted at this time is at night by the clock that the discount goes by.</summary>
    public bool IsNight(DateTimeOffset counted) => DayGrid.IsOffPeak((KeepsBeijingNight ? counted + BeijingTime.Offset : counted).TimeOfDay);
}
