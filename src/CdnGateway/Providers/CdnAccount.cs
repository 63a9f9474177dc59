using CdnGateway.Billing;

namespace CdnGateway.Providers;

/// <summary>What the gateway knows of an account, whoever its provider is. No secret is in here.</summary>
internal sealed record CdnAccount
{
    public required string Name { get; init; }

    /// <summary><c>jdcloud</c> or <c>tencent</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's name in sentences.</summary>
    public string ProviderTitle { get; init; } = "The provider";

    public required IReadOnlyList<string> Domains { get; init; }

    public required Uri BaseUrl { get; init; }

    public required int CallsPerMinute { get; init; }

    /// <summary>Where it is called, in the order in which the provider brought them out; most accounts have one, at <see cref="BaseUrl"/>.</summary>
    public IReadOnlyList<ProviderApi> Apis
    {
        get => field ?? [new ProviderApi(Provider, BaseUrl, CallsPerMinute, ProviderApi.Minute)];
        init;
    }

    /// <summary>The one that gives points: the newest.</summary>
    public ProviderApi UsageApi => Apis[^1];

    /// <summary>How long after its end a 5-minute point, or a month's figure, may still change; later it is settled and never asked for again.</summary>
    public TimeSpan SettleAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What the account's contract says of its bill.</summary>
    public BillingTerms Terms { get; init; } = BillingTerms.Default;

    /// <summary>What one step of the provider's printed bandwidths is worth, in bit/s.</summary>
    public decimal ResolutionBps { get; init; } = 1;

    /// <summary>SHA-256, in hex, of who the account's holder is and of what changes the meaning of its values; kept points are his alone.</summary>
    public string Holder { get; init; } = "";
}
