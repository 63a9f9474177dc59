using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reading;

/// <summary>Reads any window of any domains from an account, in the fewest calls that its provider's limit allows.</summary>
/// <remarks>All calls are started at once: the account's quota and its gate say how many are on their way.</remarks>
internal sealed class UsageReader(TimeProvider time)
{
    public Task<DomainUsage[]> ReadAsync(
        ICdnProvider provider, IReadOnlyList<string> domains, UsageWindow window, CancellationToken cancellationToken) =>
        Task.WhenAll(domains.Select(domain => ReadAsync(provider, domain, window, cancellationToken)));

    private async Task<DomainUsage> ReadAsync(ICdnProvider provider, string domain, UsageWindow window, CancellationToken cancellationToken)
    {
        var parts = await Task.WhenAll(window
            .SplitBy(provider.MostIntervalsPerCall)
            .Select(part => provider.ReadUsageAsync(domain, part, CallInterest.OfRequest(), cancellationToken)));
        var failure = Array.Find(parts, p => !p.IsSuccess)?.Failure;
        var answered = Array.FindAll(parts, p => p.IsSuccess);
        return new DomainUsage(domain, answered.Length > 0 || failure is null ? Merge(window, answered) : null, failure, time.GetUtcNow());
    }

    private static UsageSeries Merge(UsageWindow window, ProviderResult<UsageSeries>[] parts)
    {
        if (parts is [{ Value: { } only }] && only.Window == window)
        {
            return only;
        }

        var series = new UsageSeries(window);
        Array.ForEach(parts, part => series.Take(part.Value!));
        return series;
    }
}
