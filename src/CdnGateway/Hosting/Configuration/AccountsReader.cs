using System.Security.Cryptography;
using System.Text;
using CdnGateway.Providers;
using CdnGateway.Settings;
using CdnGateway.Usage;

namespace CdnGateway.Hosting.Configuration;

/// <param name="Accounts">Those without a mistake that keeps them from being read.</param>
/// <param name="Names">Of all, so that a client who names a broken account is not told that there is none.</param>
internal sealed record ReadAccounts(IReadOnlyList<ConfiguredAccount> Accounts, IReadOnlyList<string> Names);

internal static class AccountsReader
{
    public const int DefaultCallsPerMinute = 100;

    private const int MostCallsPerMinute = 100_000;

    private static readonly TimeSpan MostSettleAfter = TimeSpan.FromDays(40);

    public static ReadAccounts Read(SettingsSection root, IReadOnlyList<ProviderKind> kinds)
    {
        var sections = root.Children("Accounts");
        return new ReadAccounts(
            [.. sections.Select(section => ReadAccount(section, kinds)).OfType<ConfiguredAccount>()],
            [.. sections.Select(section => section.Name)]);
    }

    private static ConfiguredAccount? ReadAccount(SettingsSection section, IReadOnlyList<ProviderKind> kinds)
    {
        if (!ConfiguredName.IsValid(section.Name))
        {
            section.Mistake("", ConfiguredName.Rule);
        }

        var names = kinds.Select(kind => kind.ConfigurationName).ToList();
        var provider = section.Choice("Provider", names);
        if (provider is not null)
        {
            return ReadAccount(section, kinds.First(kind => kind.ConfigurationName == provider));
        }

        if (!section.HasMistake("Provider"))
        {
            section.Mistake("Provider", $"is missing; it is one of {string.Join(", ", names)}");
        }

        // Whichever provider was meant, its keys are not unknown; what is wrong with them can only be told once it is known.
        foreach (var kind in kinds)
        {
            _ = kind.ReadOptions(section.Quiet());
        }

        _ = ReadAccount(section, AnyKind(kinds[0]));
        return null;
    }

    private static ConfiguredAccount ReadAccount(SettingsSection section, ProviderKind kind)
    {
        var options = kind.ReadOptions(section);
        var account = new CdnAccount
        {
            Name = section.Name,
            Provider = kind.ApiName,
            ProviderTitle = kind.Title,
            Domains = ReadDomains(section),
            BaseUrl = section.BaseUrl("BaseUrl", kind.DefaultBaseUrl),
            CallsPerMinute = section.WholeNumber("CallsPerMinute", DefaultCallsPerMinute, least: 1, MostCallsPerMinute),
            SettleAfter = section.Duration("SettleAfter", kind.DefaultSettleAfter(options), TimeSpan.Zero, MostSettleAfter),
            Terms = ContractReader.Read(section, kind),
            ResolutionBps = kind.ResolutionOf(options),
            Holder = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kind.HolderOf(options)))),
        };
        return new ConfiguredAccount(kind, account with { Apis = kind.ApisOf(account, options) }, options);
    }

    /// <summary>What is the same of all.</summary>
    private static ProviderKind AnyKind(ProviderKind kind) => kind with
    {
        ReadOptions = static _ => "",
        HolderOf = static _ => "",
        ResolutionOf = static _ => 1,
        DefaultSettleAfter = static _ => TimeSpan.Zero,
        ApisOf = static (account, _) => account.Apis,
    };

    private static List<string> ReadDomains(SettingsSection section)
    {
        var keyByDomain = new Dictionary<string, string>(StringComparer.Ordinal);
        var domains = new List<string>();
        foreach (var item in section.List("Domains"))
        {
            if (!HostName.TryParse(item.Value, out var domain))
            {
                section.WrongValue(item, HostName.Rule);
            }
            else if (!keyByDomain.TryAdd(domain, item.Key))
            {
                section.WrongValue(item, $"is listed already under {keyByDomain[domain]}");
            }
            else
            {
                domains.Add(domain);
            }
        }

        return domains;
    }
}
