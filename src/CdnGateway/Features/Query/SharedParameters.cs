using CdnGateway.Providers;

namespace CdnGateway.Features.Query;

/// <summary>The parameters that mean the same wherever they are taken.</summary>
internal static class SharedParameters
{
    public static readonly QueryParameter Domain = new(
        "domain",
        "A host name; repeat it for several. One that is listed under an account's Domains goes to that account only, any other to every chosen account that can answer. Default: all domains of the chosen accounts.",
        "play.live.com")
    {
        Repeatable = true,
        Preset = true,
    };

    public static readonly QueryParameter Account = new(
        "account",
        "Narrows the accounts by their name in the gateway's configuration; repeat it for several. Default: all that can answer.",
        "jd-demo")
    {
        Repeatable = true,
    };

    public static readonly QueryParameter Provider = new(
        "provider",
        "Narrows the accounts by their provider; repeat it for several. Default: all that can answer.",
        "jdcloud")
    {
        Repeatable = true,
        Values = [.. ProviderKinds.All.Select(kind => kind.ApiName)],
    };

    public static readonly QueryParameter Format = new(
        "format",
        "json or csv (RFC 4180, one row a point or entry); it goes before the Accept header. Default: what the Accept header prefers, json when it is indifferent.",
        "json")
    {
        Values = ["json", "csv"],
    };
}
