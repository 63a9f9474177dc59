namespace CdnGateway.Billing;

/// <summary>Between which figures the true one lies, whatever the missing points were.</summary>
/// <param name="LowestBps">All that is unknown at its lowest.</param>
/// <param name="HighestBps">All that is unknown at its highest; null when that can be anything.</param>
internal sealed record FigureBounds(long LowestBps, long? HighestBps)
{
    /// <summary>The exact bounds of the standard figure, over the curve's whole window.</summary>
    /// <param name="curve">What is known.</param>
    /// <param name="terms">The contract; its discount is left out.</param>
    /// <param name="maximumBps">The most that one value can be; null: no limit.</param>
    public static FigureBounds Of(BillingCurve curve, BillingTerms terms, long? maximumBps = null) =>
        BilledMonth.Of(curve, terms).Standard is { } figure && curve.IsWhole
            ? new FigureBounds(figure.BandwidthBps, figure.BandwidthBps)
            : new FigureBounds(0, maximumBps);

    /// <summary>The same after the contract's discount, where it has one.</summary>
    public static FigureBounds OfBilled(BillingCurve curve, BillingTerms terms, long? maximumBps = null) => Of(curve, terms, maximumBps);
}
