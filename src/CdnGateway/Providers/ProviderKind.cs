using CdnGateway.Billing;
using CdnGateway.Settings;

namespace CdnGateway.Providers;

/// <summary>What a provider's folder registers: its names, how its account keys are read, and how an account is built.</summary>
internal sealed record ProviderKind
{
    /// <summary>The value of <c>Accounts:&lt;name&gt;:Provider</c>.</summary>
    public required string ConfigurationName { get; init; }

    /// <summary>The value of <c>provider</c> in the API.</summary>
    public required string ApiName { get; init; }

    /// <summary>Its name in sentences.</summary>
    public required string Title { get; init; }

    public required Uri DefaultBaseUrl { get; init; }

    /// <summary>Of the options: how long after its end a 5-minute point, or a month's figure, may still change.</summary>
    public required Func<object, TimeSpan> DefaultSettleAfter { get; init; }

    /// <summary>Where an account is called, at least one.</summary>
    public Func<CdnAccount, object, IReadOnlyList<ProviderApi>> ApisOf { get; init; } = static (account, _) => account.Apis;

    /// <summary>How a month is billed unless the account's contract says otherwise.</summary>
    public required BillingRule DefaultRule { get; init; }

    /// <summary>Of the options: what one step of the printed bandwidths is worth, in bit/s.</summary>
    public required Func<object, decimal> ResolutionOf { get; init; }

    /// <summary>Of the options: who the account's holder is, and what changes the meaning of its values. It is hashed before it is kept.</summary>
    public required Func<object, string> HolderOf { get; init; }

    /// <summary>Reads the keys that only this provider has; the result is what <see cref="Create"/> is handed.</summary>
    public required Func<SettingsSection, object> ReadOptions { get; init; }

    public required Func<IServiceProvider, CdnAccount, object, ICdnProvider> Create { get; init; }
}

/// <summary>An account as configured.</summary>
/// <param name="Kind">Who its provider is.</param>
/// <param name="Account">What every account has.</param>
/// <param name="Options">What only this provider's accounts have.</param>
internal sealed record ConfiguredAccount(ProviderKind Kind, CdnAccount Account, object Options);
