using CdnGateway.Providers;
using CdnGateway.UnitTests.Clock;
using CdnGateway.Upstream;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdnGateway.UnitTests.Providers;

internal static class Accounts
{
    /// <summary>One attempt and no more, so that what is seen is what an answer was classified as.</summary>
    public static UpstreamOptions SingleAttempt { get; } = new() { MaxRetries = 0 };

    public static CdnAccount Named(string name, string provider = "jdcloud", params string[] domains) => new()
    {
        Name = name,
        Provider = provider,
        Domains = domains,
        BaseUrl = new Uri("https://provider.example"),
        CallsPerMinute = 100,
    };

    public static UpstreamChannel Channel(FakeClock clock, UpstreamOptions? options = null, int callsPerMinute = 100) =>
        Channel(clock, Named("acc") with { CallsPerMinute = callsPerMinute }, options);

    /// <summary>The channel of the account's newest API.</summary>
    public static UpstreamChannel Channel(FakeClock clock, CdnAccount account, UpstreamOptions? options = null) =>
        new(account, account.UsageApi, options ?? SingleAttempt, clock, NullLogger<UpstreamChannel>.Instance);
}
