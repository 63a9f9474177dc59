using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>What an account gave, or had given, for the domains of a question.</summary>
internal sealed class UsageReading(CdnAccount account, CurveSort sort, UsageWindow window, IReadOnlyList<DomainUsage> domains, KeptPoints kept)
{
    private KeptSeries? _buffer;

    public CdnAccount Account => account;

    public UsageWindow Window => window;

    public IReadOnlyList<DomainUsage> Domains => domains;

    /// <summary>The points of one domain, good until those of the next one are loaded: many domains share one buffer.</summary>
    /// <param name="usage">Of <see cref="Domains"/>.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="StoreFailedException">The points were in the store and cannot be read any more.</exception>
    public async ValueTask<UsageSeries> LoadAsync(DomainUsage usage, CancellationToken cancellationToken)
    {
        if (usage.Held is { } held)
        {
            return held.Points;
        }

        _buffer ??= new KeptSeries(window);
        await kept.ReadAsync(Route.Of(account, sort.Of(usage.Domain)), _buffer, cancellationToken);
        return _buffer.Points;
    }
}
