using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers;

/// <summary>Asks a provider as one request does.</summary>
internal static class AsARequest
{
    public static Task<ProviderResult<UsageSeries>> ReadUsageAsync(
        this ICdnProvider provider, string domain, UsageWindow window, CancellationToken cancellationToken) =>
        provider.ReadUsageAsync(domain, window, CallInterest.OfRequest(), cancellationToken);

    public static Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(
        this ICdnProvider provider, BillingQuery query, CancellationToken cancellationToken) =>
        provider.ReadReportedFiguresAsync(query, CallInterest.OfRequest(), cancellationToken);
}
