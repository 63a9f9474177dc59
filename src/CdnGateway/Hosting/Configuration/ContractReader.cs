using CdnGateway.Billing;
using CdnGateway.Providers;
using CdnGateway.Settings;

namespace CdnGateway.Hosting.Configuration;

/// <summary>What an account's contract says of its bill; the same keys whoever the provider is.</summary>
internal static class ContractReader
{
    public static BillingTerms Read(SettingsSection account, ProviderKind kind)
    {
        var contract = account.Section("Contract");
        var rule = contract.Choice("Rule", [.. BillingRules.All.Select(r => r.Name)]);
        return new BillingTerms(rule is null ? kind.DefaultRule : BillingRules.Find(rule)!)
        {
            OffPeakDiscount = contract.OptionalShare("OffPeakDiscount", least: 0, most: 1),
            ValidDayThresholdBps = contract.OptionalLargeNumber("ValidDayThresholdBps", least: 0) ?? BillingTerms.DefaultValidDayThresholdBps,
            CommitBps = contract.OptionalLargeNumber("CommitBps", least: 0),
            MaximumBps = contract.OptionalLargeNumber("MaximumBps", least: 1),
        };
    }
}
