namespace CdnGateway.Providers;

/// <summary>One of the addresses at which an account is called, and the provider's quota there.</summary>
/// <param name="Name">As <c>/accounts</c> calls it; no two of an account are called the same.</param>
/// <param name="BaseUrl">Where it is.</param>
/// <param name="Calls">So many in any window, retries counted.</param>
/// <param name="Window">The provider's.</param>
internal sealed record ProviderApi(string Name, Uri BaseUrl, int Calls, TimeSpan Window)
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How many domains' points may come in one call; whoever wants them should ask for that many at a time.</summary>
    public int DomainsPerCall { get; init; } = 1;

    public long CallsPerMinute => (long)(Calls * (Minute / Window));
}
