using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>One way in which a provider fails, and what the gateway makes of it with one retry.</summary>
/// <param name="Name">Says what happens.</param>
/// <param name="Fault">What the provider does to every call.</param>
/// <param name="Attempts">How many calls it sees.</param>
/// <param name="Code">The code of the failure.</param>
internal sealed record FaultRow(string Name, Fault Fault, int Attempts, string Code)
{
    /// <summary>The provider's own code, as the caller is told.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>Seconds in <c>Retry-After</c>; null where there is no such header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether only a timeout ends it.</summary>
    public bool IsSlow { get; init; }

    public int Status => Code switch
    {
        "upstream-auth-failed" or "upstream-rejected" or "upstream-invalid-response" => 502,
        "upstream-quota-exhausted" or "upstream-unavailable" => 503,
        "upstream-timeout" => 504,
        _ => throw new InvalidOperationException(Code),
    };

    public static FaultRow AuthFailed(string name, Fault fault, string? providerCode = null, int attempts = 1) =>
        new(name, fault, attempts, "upstream-auth-failed") { ProviderCode = providerCode };

    public static FaultRow Rejected(string name, Fault fault, string providerCode, int attempts = 1) =>
        new(name, fault, attempts, "upstream-rejected") { ProviderCode = providerCode };

    public static FaultRow Invalid(string name, Fault fault, int attempts = 1, string? providerCode = null) =>
        new(name, fault, attempts, "upstream-invalid-response") { ProviderCode = providerCode };

    public static FaultRow Unavailable(string name, Fault fault, string? providerCode = null, int attempts = 2, int retryAfter = 10) =>
        new(name, fault, attempts, "upstream-unavailable") { ProviderCode = providerCode, RetryAfter = retryAfter };

    public static FaultRow Exhausted(string name, Fault fault, string providerCode, int attempts = 2, int retryAfter = 60) =>
        new(name, fault, attempts, "upstream-quota-exhausted") { ProviderCode = providerCode, RetryAfter = retryAfter };

    public static FaultRow TimedOut(string name, Fault fault, string? providerCode = null) =>
        new(name, fault, Attempts: 2, "upstream-timeout") { ProviderCode = providerCode };
}
