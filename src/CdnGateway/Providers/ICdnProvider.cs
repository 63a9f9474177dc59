using CdnGateway.Billing;
using CdnGateway.Usage;

namespace CdnGateway.Providers;

/// <summary>The seam: what a feature may ask of an account, whoever its provider is.</summary>
/// <remarks>An account answers what its <see cref="Capabilities"/> name and gives <see cref="FailureKind.NotSupported"/> for the rest.</remarks>
internal interface ICdnProvider
{
    CdnAccount Account { get; }

    Capabilities Capabilities { get; }

    /// <summary>The longest window of <see cref="ReadUsageAsync"/>, in 5-minute intervals.</summary>
    int MostIntervalsPerCall { get; }

    /// <summary>The points of one curve; those that the provider does not give are absent.</summary>
    Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken);

    /// <summary>The provider's own billing figures.</summary>
    Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken);
}

[Flags]
internal enum Capabilities
{
    None = 0,

    /// <summary>5-minute points of bandwidth and flow.</summary>
    Usage = 1,

    /// <summary>The provider's own month-95.</summary>
    ReportedFigures = 2,

    /// <summary>Both regions can be asked for on their own.</summary>
    Regions = 4,

    /// <summary>One answer reports every domain and the account as a whole; without it, each domain is a question of its own.</summary>
    ReportsAccount = 8,

    /// <summary>Billing has a series of its own beside the operational one.</summary>
    BillingUsage = 16,
}

internal enum Region
{
    Mainland,
    Overseas,
}

/// <param name="Period">Whole Beijing days.</param>
/// <param name="Region">Null: the provider's default.</param>
/// <param name="Domains">Empty: every domain and the account as a whole.</param>
internal sealed record BillingQuery(BillingPeriod Period, Region? Region, IReadOnlyList<string> Domains)
{
    /// <summary>What the provider is to report, where it can report several figures of one month; what was kept of one answers no question for another.</summary>
    public Statistic Statistic { get; init; } = Statistic.Percentile95;
}

/// <param name="ProviderAccountId">The provider's own number of the account; null when its answer was empty.</param>
/// <param name="Domains">The figures of each domain in the answer.</param>
/// <param name="All">The figure of the domains' overlay.</param>
internal sealed record ReportedFigures(
    string? ProviderAccountId,
    IReadOnlyDictionary<string, ReportedFigure> Domains,
    ReportedFigure? All);

/// <param name="Standard">The figure that the contract bills.</param>
/// <param name="OffPeak">The figure after the contract's off-peak discount, where it has one.</param>
internal sealed record ReportedFigure(BillingPoint? Standard, BillingPoint? OffPeak);
