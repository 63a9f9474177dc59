namespace CdnGateway.Providers;

/// <summary>The configured accounts, ascending by name.</summary>
internal sealed class ProviderRegistry(IEnumerable<ICdnProvider> providers)
{
    public IReadOnlyList<ICdnProvider> All { get; } = [.. providers.OrderBy(p => p.Account.Name, StringComparer.Ordinal)];
}
