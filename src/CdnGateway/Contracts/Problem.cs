using System.Text.Json.Serialization;

namespace CdnGateway.Contracts;

/// <summary>Every error of this API: RFC 9457 <c>application/problem+json</c>.</summary>
/// <param name="Type">A URI that names the kind of problem.</param>
/// <param name="Title">The kind of problem in a few words; the same for every problem of a code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened this time, for a person.</param>
/// <param name="Instance">The path that was asked for.</param>
/// <param name="Code">The kind of problem, for a program; one of the codes in docs/errors.md.</param>
/// <param name="TraceId">The request's id in the gateway's log.</param>
/// <param name="Errors">Only for <c>invalid-request</c>: every wrong parameter and what is wrong with it.</param>
/// <param name="Failures">Which account failed how, where the problem lies with providers.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Failure>? Failures = null);

/// <summary>What one account could not answer.</summary>
/// <param name="Account">The account's name in this gateway's configuration.</param>
/// <param name="Provider"><c>jdcloud</c> or <c>tencent</c>.</param>
/// <param name="Domain">The domain, where only one is concerned.</param>
/// <param name="Code">The kind of failure; one of the codes in docs/errors.md.</param>
/// <param name="Detail">What happened, for a person.</param>
/// <param name="ProviderCode">The provider's own code, where it gave one.</param>
/// <param name="ProviderMessage">The provider's own words, with anything secret blacked out.</param>
/// <param name="RetryAfterSeconds">When asking again makes sense, where that is known.</param>
public sealed record Failure(
    string Account,
    string Provider,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Domain,
    string Code,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ProviderCode = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ProviderMessage = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfterSeconds = null);
