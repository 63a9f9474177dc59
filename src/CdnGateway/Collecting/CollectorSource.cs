using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Collecting;

/// <summary>What the collector has others do: it decides when, and in which order.</summary>
internal sealed record CollectorSource
{
    /// <summary>The calls that are due for a curve in a window, in any order, each within the provider's limit.</summary>
    public required Func<ICdnProvider, Curve, UsageWindow, CancellationToken, ValueTask<IReadOnlyList<UsageWindow>>> PlanAsync { get; init; }

    /// <summary>Makes a call in the background's interest and keeps the answer; null once it is kept.</summary>
    public required Func<ICdnProvider, Curve, UsageWindow, CancellationToken, Task<ProviderFailure?>> FetchAsync { get; init; }

    public required Func<ICdnProvider, BillingQuery, CancellationToken, ValueTask<bool>> AreFiguresDueAsync { get; init; }

    /// <summary>Asks for reported figures in the background's interest and keeps them; null once they are kept.</summary>
    public required Func<ICdnProvider, BillingQuery, CancellationToken, Task<ProviderFailure?>> FetchFiguresAsync { get; init; }
}
