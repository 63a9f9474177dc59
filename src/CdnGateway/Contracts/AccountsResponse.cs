using System.Text.Json.Serialization;

namespace CdnGateway.Contracts;

/// <summary>The accounts that the caller may see.</summary>
/// <param name="Accounts">Ascending by name.</param>
public sealed record AccountsResponse(IReadOnlyList<AccountStatus> Accounts);

/// <summary>One account and how its provider has been answering.</summary>
/// <param name="Name">The account's name in this gateway's configuration.</param>
/// <param name="Provider"><c>jdcloud</c> or <c>tencent</c>.</param>
/// <param name="Domains">The configured domains.</param>
/// <param name="Capabilities">What it can answer: <c>bandwidth-flow</c>, <c>monthly-95</c>.</param>
/// <param name="Monthly95Source">Where its month's figure comes from: <c>reported</c> or <c>computed</c>.</param>
/// <param name="Quota">The provider's call quota as this gateway keeps it; the first of <c>quotas</c>.</param>
/// <param name="Quotas">The quota of each API that the account is called at, the oldest first; most providers have one.</param>
/// <param name="Circuit"><c>closed</c> (normal), <c>open</c> (calls are refused for some seconds after many failures) or <c>half-open</c> (one call is trying); of several APIs, the worst.</param>
/// <param name="LastSuccess">The last call that the provider answered; null before the first.</param>
/// <param name="LastFailure">The last call that failed; null before the first.</param>
public sealed record AccountStatus(
    string Name,
    string Provider,
    IReadOnlyList<string> Domains,
    IReadOnlyList<string> Capabilities,
    string Monthly95Source,
    QuotaStatus Quota,
    IReadOnlyList<ApiQuotaStatus> Quotas,
    string Circuit,
    CallMark? LastSuccess,
    CallMark? LastFailure);

/// <summary>Calls in any window of this length, retries counted.</summary>
/// <param name="Limit">Calls allowed in a window.</param>
/// <param name="WindowSeconds">Length of the window.</param>
/// <param name="Remaining">Calls that could be sent right now.</param>
public sealed record QuotaStatus(int Limit, int WindowSeconds, int Remaining);

/// <summary>Calls to one API of an account in any window of this length, retries counted.</summary>
/// <param name="Api">Which: <c>opencdn</c>, <c>v2</c> or <c>v3</c>.</param>
/// <param name="Limit">Calls allowed in a window.</param>
/// <param name="WindowSeconds">Length of the window.</param>
/// <param name="Remaining">Calls that could be sent right now.</param>
public sealed record ApiQuotaStatus(string Api, int Limit, int WindowSeconds, int Remaining);

/// <summary>When a call ended and how.</summary>
/// <param name="Time">When the call ended.</param>
/// <param name="Code"><c>ok</c>, or one of the error codes.</param>
/// <param name="ProviderCode">The provider's own code, where it gave one.</param>
public sealed record CallMark(
    DateTimeOffset Time,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ProviderCode = null);
