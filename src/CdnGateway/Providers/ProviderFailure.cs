namespace CdnGateway.Providers;

/// <summary>The closed set of ways in which a provider does not answer.</summary>
internal enum FailureKind
{
    /// <summary>The account cannot answer this question.</summary>
    NotSupported,

    /// <summary>The provider reports the month only once it is over.</summary>
    MonthNotSettled,

    /// <summary>The provider refuses our key or signature.</summary>
    AuthFailed,

    /// <summary>The provider says no for a reason of its own.</summary>
    Rejected,

    /// <summary>Not JSON, not the documented shape, too large.</summary>
    InvalidResponse,

    /// <summary>The account's calls are used up for now.</summary>
    QuotaExhausted,

    /// <summary>Unreachable, 5xx, circuit open.</summary>
    Unavailable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>A fault of ours; it stays with the account whose call ran into it.</summary>
    Internal,
}

/// <summary>Whether another attempt can help.</summary>
internal enum Retry
{
    /// <summary>The same question gets the same no.</summary>
    Never,

    /// <summary>One more, since fresh signing material may be all it takes.</summary>
    Once,

    /// <summary>As often as the configuration allows.</summary>
    Yes,
}

/// <summary>Why a provider did not answer; crosses the seam in place of null and exceptions.</summary>
internal sealed record ProviderFailure(FailureKind Kind, string Detail)
{
    public Retry Retry { get; init; }

    /// <summary>The provider's own code.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>The provider's own words, already free of secrets.</summary>
    public string? ProviderMessage { get; init; }

    /// <summary>How long the provider, or the quota, asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
