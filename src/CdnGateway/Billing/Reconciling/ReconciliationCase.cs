using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>A figure that a provider billed or would bill.</summary>
/// <param name="BandwidthBps">Bit/s.</param>
/// <param name="Time">Start of the interval that set it, by the provider's usual labels; null when it gives none.</param>
/// <param name="IsDiscounted">True when it is the figure after the off-peak discount.</param>
internal sealed record ReportedFigure(long BandwidthBps, DateTimeOffset? Time, bool IsDiscounted = false);

/// <summary>A domain's curve for the search for a domain that a sum has too much or too little.</summary>
/// <param name="Name">The domain.</param>
/// <param name="Points">Over the same window as the sum's; it is not kept after the next one was asked for.</param>
/// <param name="IsSummed">False for a domain that is known but not in the sum.</param>
/// <param name="IsConfigured">False for a domain that is in the account but not in the configuration.</param>
internal sealed record DomainCurve(string Name, UsageSeries Points, bool IsSummed = true, bool IsConfigured = true);

/// <summary>All that is known about one figure of a bill.</summary>
/// <param name="Terms">What the contract says.</param>
/// <param name="Period">First and last Beijing day.</param>
/// <param name="Reported">The provider's figure.</param>
/// <param name="Points">
/// The points of the period, and as much around it as is known: with 5 minutes before it and after it another label can be looked into, with the
/// 8 hours after it another zone.
/// </param>
internal sealed record ReconciliationCase(BillingTerms Terms, BillingPeriod Period, ReportedFigure Reported, MonthPoints Points)
{
    /// <summary>The step of the values that the provider prints, in bit/s: 1, or 10485.76 for hundredths of a Mbps of 2^20.</summary>
    public decimal ResolutionBps { get; init; } = 1;

    /// <summary>How many curves were added up.</summary>
    public int Curves { get; init; } = 1;

    /// <summary>Whoever sent the figure, for the sentences: "JD Cloud".</summary>
    public string Biller { get; init; } = "The provider";

    /// <summary>Of a sum: its domains one after the other, as often as it is asked for; null when there is nothing to look into.</summary>
    public Func<CancellationToken, IAsyncEnumerable<DomainCurve>>? Domains { get; init; }
}
