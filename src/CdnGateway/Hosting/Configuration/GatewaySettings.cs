using System.Net;
using CdnGateway.Collecting;
using CdnGateway.Providers;
using CdnGateway.Security;
using CdnGateway.Settings;
using CdnGateway.Store;
using CdnGateway.Upstream;

namespace CdnGateway.Hosting.Configuration;

/// <summary>All that the section <c>CdnGateway</c> says, checked; docs/configuration.md tells what each key means.</summary>
internal sealed record GatewaySettings
{
    public const string SectionName = "CdnGateway";

    public required IReadOnlyList<ConfiguredAccount> Accounts { get; init; }

    public required UpstreamOptions Upstream { get; init; }

    public required StoreOptions Store { get; init; }

    public required CollectorOptions Collector { get; init; }

    public required IReadOnlyList<ClientOptions> Clients { get; init; }

    /// <summary>Whether a request without a key is served.</summary>
    public required bool AllowAnonymous { get; init; }

    /// <summary>Null: the gateway is at the root.</summary>
    public required string? PathBase { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    public required bool SandboxEnabled { get; init; }

    public required string SecretsDirectory { get; init; }

    /// <exception cref="ConfigurationMistakesException">There are mistakes; it names them all.</exception>
    public static GatewaySettings Read(IConfiguration configuration, bool isDevelopment, IReadOnlyList<ProviderKind> kinds)
    {
        var root = SettingsSection.Root(configuration, SectionName);
        var settings = Read(root, isDevelopment, kinds);
        root.AddUnknownKeys();
        return root.Mistakes.Count == 0 ? settings : throw new ConfigurationMistakesException(root.Mistakes);
    }

    /// <summary>Reads what can be read, and leaves the mistakes with the section.</summary>
    public static GatewaySettings Read(SettingsSection root, bool isDevelopment, IReadOnlyList<ProviderKind> kinds)
    {
        var accounts = AccountsReader.Read(root, kinds);
        var clients = ClientsReader.Read(root, accounts.Names);
        var sandboxEnabled = SandboxReader.Read(root, isDevelopment, accounts.Names.Count);
        return new GatewaySettings
        {
            Accounts = accounts.Accounts,
            Upstream = UpstreamReader.Read(root),
            Store = StoreReader.Read(root, sandboxEnabled),
            Collector = CollectorReader.Read(root, isDevelopment),
            Clients = clients,
            AllowAnonymous = AnonymousReader.Read(root, isDevelopment, clients.Count),
            PathBase = ReverseProxyReader.ReadPathBase(root),
            TrustedProxies = ReverseProxyReader.ReadTrustedProxies(root),
            SandboxEnabled = sandboxEnabled,
            SecretsDirectory = SecretFiles.ReadDirectory(root),
        };
    }

    /// <summary>Whether the sandbox is to be started, which is asked before the configuration is read.</summary>
    /// <remarks>
    /// Whoever starts it adds its accounts to the configuration together with <c>Sandbox:Enabled</c>, since with accounts the default is
    /// no longer on. A value that is not a switch counts as not set here; reading the settings reports it.
    /// </remarks>
    public static bool SandboxWanted(IConfiguration configuration, bool isDevelopment) =>
        SandboxReader.IsWanted(SettingsSection.Root(configuration, SectionName), isDevelopment);
}
