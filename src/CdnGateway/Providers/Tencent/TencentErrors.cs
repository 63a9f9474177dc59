using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CdnGateway.Providers.Tencent;

/// <summary>The codes of Tencent API 2.0 (common error codes) and of its CDN module (business codes), each as one failure of the closed set.</summary>
internal static partial class TencentErrors
{
    private const string ParameterWrong = "4000";

    private static readonly FrozenDictionary<string, (FailureKind Kind, Retry Retry, string Meaning)> Common =
        new Dictionary<string, (FailureKind, Retry, string)>(StringComparer.Ordinal)
        {
            [ParameterWrong] = (FailureKind.Rejected, Retry.Never, "a parameter is wrong or missing"),
            ["4100"] = (FailureKind.AuthFailed, Retry.Never, "the signature is wrong or the key is disabled: check SecretId, SecretKey and SignatureHost"),
            ["4101"] = (FailureKind.Rejected, Retry.Never, "this sub-user may not call the action"),
            ["4102"] = (FailureKind.Rejected, Retry.Never, "this sub-user may not see the resource"),
            ["4103"] = (FailureKind.Rejected, Retry.Never, "only the account's owner may call the action"),
            ["4104"] = (FailureKind.AuthFailed, Retry.Never, "the key is unknown or disabled: check SecretId"),
            ["4105"] = (FailureKind.AuthFailed, Retry.Never, "the token is wrong or has expired: renew Token"),
            ["4106"] = (FailureKind.AuthFailed, Retry.Never, "multi-factor authentication is asked for"),
            ["4110"] = (FailureKind.AuthFailed, Retry.Never, "the access management refuses the key"),
            ["4200"] = (FailureKind.AuthFailed, Retry.Once, "the request counts as expired: check the clock"),
            ["4300"] = (FailureKind.Rejected, Retry.Never, "the account is blocked or not admitted"),
            ["4400"] = (FailureKind.QuotaExhausted, Retry.Yes, "the account's calls of this minute are used up"),
            ["4500"] = (FailureKind.AuthFailed, Retry.Once, "the request counts as a replay: check the clock"),
            ["4600"] = (FailureKind.Rejected, Retry.Never, "the protocol is not supported: the provider takes HTTPS only"),
            ["5000"] = (FailureKind.Rejected, Retry.Never, "there is no such resource"),
            ["5100"] = (FailureKind.Unavailable, Retry.Yes, "the operation failed, to be tried again later"),
            ["6000"] = (FailureKind.Unavailable, Retry.Yes, "an internal error at Tencent"),
            ["6100"] = (FailureKind.Rejected, Retry.Never, "the action is not offered (any more): the end of API 2.0 was announced for 2022-11-30"),
            ["6200"] = (FailureKind.Unavailable, Retry.Yes, "the action is suspended for now"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Business codes under 4000 that say "later" rather than "no".</summary>
    private static readonly FrozenDictionary<string, FailureKind> Passing = new Dictionary<string, FailureKind>(StringComparer.Ordinal)
    {
        ["9000"] = FailureKind.Unavailable,
        ["22800"] = FailureKind.Unavailable,
        ["9163"] = FailureKind.QuotaExhausted,
        ["22063"] = FailureKind.QuotaExhausted,
        ["9135"] = FailureKind.Unavailable,
        ["9175"] = FailureKind.Unavailable,
        ["9151"] = FailureKind.Unavailable,
        ["-9011"] = FailureKind.Timeout,
        ["-9021"] = FailureKind.Unavailable,
        ["22200"] = FailureKind.Unavailable,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="code">The envelope's code, not 0.</param>
    /// <param name="codeDesc">A name such as <c>AuthFailure</c>, or the business code.</param>
    /// <param name="message">The envelope's message, scrubbed; its leading digits in brackets are the business code.</param>
    public static ProviderFailure Of(string code, string? codeDesc, string? message)
    {
        var business = BusinessCode(codeDesc, message);
        var (kind, retry, meaning) = Common.GetValueOrDefault(code, (FailureKind.Rejected, Retry.Never, "see Tencent's table of error codes"));
        if (business is not null && (code == ParameterWrong || !Common.ContainsKey(code)) && Passing.TryGetValue(business, out var passing))
        {
            (kind, retry, meaning) = (passing, Retry.Yes, "the CDN back end asks to try again");
        }

        return new ProviderFailure(kind, $"Tencent answers with code {code}: {meaning}.")
        {
            Retry = retry,
            ProviderCode = business ?? code,
            ProviderMessage = message,
        };
    }

    private static string? BusinessCode(string? codeDesc, string? message)
    {
        var inMessage = Bracketed().Match(message ?? "");
        return inMessage.Success ? inMessage.Groups["code"].Value
            : codeDesc is not null && Digits().IsMatch(codeDesc) ? codeDesc
            : null;
    }

    [GeneratedRegex(@"^\s*\((?<code>-?[0-9]{3,6})\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Bracketed();

    [GeneratedRegex("^-?[0-9]{3,6}$", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
