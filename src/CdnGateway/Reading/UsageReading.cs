using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>What an account gave, or had given, for the domains of a question.</summary>
internal sealed class UsageReading(CdnAccount account, CurveSort sort, UsageWindow window, IReadOnlyList<DomainUsage> domains, KeptPoints kept)
{
    public CdnAccount Account => account;

    public UsageWindow Window => window;

    public IReadOnlyList<DomainUsage> Domains => domains;

    /// <summary>The points of one domain, good until others are loaded into the same buffer.</summary>
    /// <param name="usage">Of <see cref="Domains"/>.</param>
    /// <param name="buffer">The reader's own.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="StoreFailedException">The points were in the store and cannot be read any more.</exception>
    public async ValueTask<UsageSeries> LoadAsync(DomainUsage usage, CurveBuffer buffer, CancellationToken cancellationToken)
    {
        if (usage.Held is { } held)
        {
            return held.Points;
        }

        var series = buffer.Of(window);
        await kept.ReadAsync(Route.Of(account, sort.Of(usage.Domain)), series, cancellationToken);
        return series.Points;
    }
}
