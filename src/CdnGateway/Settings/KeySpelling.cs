using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace CdnGateway.Settings;

/// <summary>Which spelling of a key is its name: that of the weakest source that has it and, where that one has several, the last by ordinal.</summary>
/// <remarks>
/// Configuration compares keys without case and leaves open which spelling it shows. Environment variables come in the order of a hash table,
/// which is another one at every start, so what comes first in a source must not decide.
/// </remarks>
internal sealed class KeySpelling(IConfiguration configuration)
{
    // The command line is among the host's sources as well, before any other, and its last word here as everywhere.
    private readonly List<IConfigurationProvider> _providers = [.. ProvidersOf(configuration).OrderBy(provider => provider is CommandLineConfigurationProvider)];

    /// <summary>The names of the keys below a path, to be looked up in any case.</summary>
    public IReadOnlyDictionary<string, string> NamesBelow(string path)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in _providers)
        {
            foreach (var key in KeysOf(provider, path).OrderDescending(StringComparer.Ordinal))
            {
                names.TryAdd(key, key);
            }
        }

        return names;
    }

    /// <remarks>Of two variables that differ in case only, their source has kept the spelling of whichever came first.</remarks>
    private static IEnumerable<string> KeysOf(IConfigurationProvider provider, string path) =>
        provider is not EnvironmentVariablesConfigurationProvider
            ? provider.GetChildKeys([], path)
            : provider.GetChildKeys([], path).Concat(
                from name in Environment.GetEnvironmentVariables().Keys.Cast<string>()
                let key = name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)
                where key.StartsWith(path + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase) && provider.TryGet(key, out _)
                select key[(path.Length + 1)..].Split(ConfigurationPath.KeyDelimiter)[0]);

    /// <summary>In the order of their strength, the weakest first; of a configuration in a configuration its own.</summary>
    private static IEnumerable<IConfigurationProvider> ProvidersOf(IConfiguration configuration) =>
        configuration is not IConfigurationRoot root ? []
        : root.Providers.SelectMany(provider =>
            provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } ? ProvidersOf(inner) : [provider]);
}
