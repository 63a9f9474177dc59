using CdnGateway.Settings;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;

namespace CdnGateway.Hosting.Configuration;

/// <summary>The files of a directory whose names begin as the gateway's keys do; others are somebody else's and stay closed.</summary>
internal sealed class SecretFilesSource(string directory) : IConfigurationSource
{
    private const string Prefix = GatewaySettings.SectionName + "__";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(directory, new KeyPerFileConfigurationSource
    {
        FileProvider = new PhysicalFileProvider(directory),
        IgnoreCondition = name => !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase),
        Optional = true,
    });

    private sealed class Provider(string directory, KeyPerFileConfigurationSource source) : KeyPerFileConfigurationProvider(source)
    {
        public override void Load()
        {
            try
            {
                base.Load();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ConfigurationMistakesException(
                    [new SettingsMistake($"{GatewaySettings.SectionName}:SecretsDirectory", $"{directory} cannot be read: {e.Message}")],
                    e);
            }

            // The base class takes one line break of this platform off; editors elsewhere write others.
            foreach (var (key, value) in Data.ToList())
            {
                Data[key] = value?.TrimEnd('\r', '\n');
            }
        }
    }
}
