using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reconciliation;

/// <summary>A figure that was computed from a period's points.</summary>
/// <param name="Billed">What the contract bills.</param>
/// <param name="Bounds">Where points are missing: between what it lies.</param>
/// <param name="Curves">Of how many domains.</param>
internal sealed record ComputedFigure(BillingPoint? Billed, FigureBounds? Bounds, int Curves)
{
    public static ComputedFigure Of(BillingCurve curve, BillingTerms terms, int curves) => new(
        BilledMonth.Of(curve, terms).Billed,
        curve.IsWhole ? null : FigureBounds.OfBilled(curve, terms, terms.MaximumBps),
        curves);
}

/// <summary>The two figures of a domain, or of all domains together.</summary>
/// <param name="Key">The domain, or <see cref="All"/>.</param>
/// <param name="Reported">What the provider bills.</param>
/// <param name="Computed">What its points give.</param>
/// <param name="Account">Whose.</param>
/// <param name="Apart">That they are of different times; null when they are not.</param>
internal sealed record Pair(string Key, BillingPoint? Reported, ComputedFigure? Computed, CdnAccount Account, Apart? Apart)
{
    /// <summary>The overlay; no host name is that short.</summary>
    public const string All = "all";

    public string? Domain => Key == All ? null : Key;

    /// <summary>True when there is something to explain.</summary>
    public bool IsQuestion => Differs && Apart is null;

    /// <summary>True when both are there and differ by more than the units' rounding.</summary>
    public bool Differs => Reported is { } reported
        && Computed is { Billed: { } computed, Curves: var curves }
        && !Reconciler.AreEqual(reported.BandwidthBps, computed.BandwidthBps, Account.Terms, Account.ResolutionBps, curves);
}
