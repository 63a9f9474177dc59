using System.Collections.Frozen;

namespace CdnGateway.Providers;

/// <summary>The configured accounts, by name.</summary>
internal sealed class ProviderRegistry
{
    private readonly FrozenDictionary<string, ICdnProvider> _byName;

    public ProviderRegistry(IEnumerable<ICdnProvider> providers)
    {
        All = [.. providers.OrderBy(p => p.Account.Name, StringComparer.Ordinal)];
        _byName = All.ToFrozenDictionary(p => p.Account.Name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<ICdnProvider> All { get; }

    public ICdnProvider? Find(string name) => _byName.GetValueOrDefault(name);
}
