using CdnGateway.Usage;

namespace CdnGateway.Billing;

/// <summary>What a rule makes of a curve.</summary>
/// <param name="Standard">The figure without discount; null when no point was received.</param>
/// <param name="OffPeak">The figure after the contract's discount; null without one.</param>
/// <param name="Counted">How many values (or, over daily peaks, days) were ranked or averaged.</param>
/// <param name="Discarded">How many of the highest of them were dropped.</param>
internal sealed record BilledMonth(BillingPoint? Standard, BillingPoint? OffPeak, int Counted, int Discarded)
{
    /// <summary>What the contract bills.</summary>
    public BillingPoint? Billed => OffPeak ?? Standard;

    /// <summary>Applies a contract's rule to the received points.</summary>
    public static BilledMonth Of(BillingCurve curve, BillingTerms terms)
    {
        var standard = Percentile95.Of(curve.Points);
        return new BilledMonth(standard, terms.OffPeakDiscount is null ? null : standard, curve.Points.Received, Percentile95.Discarded(curve.Points.Received));
    }
}
