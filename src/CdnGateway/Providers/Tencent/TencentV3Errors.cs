using System.Collections.Frozen;

namespace CdnGateway.Providers.Tencent;

/// <summary>The codes of Tencent API 3.0, common ones and those of its CDN module, each as one failure of the closed set. The words beside them are not stable.</summary>
internal static class TencentV3Errors
{
    /// <summary>The provider counts by the second.</summary>
    private static readonly TimeSpan QuotaWait = TimeSpan.FromSeconds(1);

    private static readonly (FailureKind Kind, Retry Retry, string Meaning) TooOften =
        (FailureKind.QuotaExhausted, Retry.Yes, "the account asks too often");

    private static readonly (FailureKind Kind, Retry Retry, string Meaning) Moved =
        (FailureKind.Rejected, Retry.Never, "the account was moved from CDN to EdgeOne, which this gateway does not speak to");

    /// <summary>By the whole code; what is not in here goes by its first word.</summary>
    private static readonly FrozenDictionary<string, (FailureKind Kind, Retry Retry, string Meaning)> Codes =
        new Dictionary<string, (FailureKind, Retry, string)>(StringComparer.Ordinal)
        {
            ["AuthFailure.SignatureExpire"] = (FailureKind.AuthFailed, Retry.Once, "the request counts as expired: check the clock"),
            ["AuthFailure.SignatureFailure"] = (FailureKind.AuthFailed, Retry.Never, "the signature is wrong: check SecretKey and V3SignatureHost"),
            ["AuthFailure.SecretIdNotFound"] = (FailureKind.AuthFailed, Retry.Never, "the key is unknown or disabled: check SecretId"),
            ["AuthFailure.TokenFailure"] = (FailureKind.AuthFailed, Retry.Never, "the token is wrong or has expired: renew Token"),
            ["LimitExceeded.CdnHostOpTooOften"] = TooOften,
            ["OperationDenied.ProductUpgraded"] = Moved,
            ["OperationDenied.UserMigrating"] = Moved,
            ["InvalidParameter.CdnStatInvalidDate"] = (FailureKind.Rejected, Retry.Never, "it does not give these days, or not so many at a time"),
            ["InvalidParameter.CdnStatTooManyDomains"] = (FailureKind.Rejected, Retry.Never, "too many domains at a time"),
            ["ResourceNotFound.CdnHostNotExists"] = (FailureKind.Rejected, Retry.Never, "the domain is not this account's"),
            ["UnauthorizedOperation.CdnHostUnauthorized"] = (FailureKind.Rejected, Retry.Never, "the key's owner may not see the domain"),
            ["UnauthorizedOperation.CdnUserIsSuspended"] = (FailureKind.Rejected, Retry.Never, "the account's CDN is suspended"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (FailureKind Kind, Retry Retry, string Meaning)> FirstWords =
        new Dictionary<string, (FailureKind, Retry, string)>(StringComparer.Ordinal)
        {
            ["AuthFailure"] = (FailureKind.AuthFailed, Retry.Never, "the key or its signature is refused: check SecretId, SecretKey and Token"),
            ["RequestLimitExceeded"] = (FailureKind.QuotaExhausted, Retry.Yes, "the account's calls of this second are used up"),
            ["InternalError"] = (FailureKind.Unavailable, Retry.Yes, "an internal error at Tencent"),
            ["ServiceUnavailable"] = (FailureKind.Unavailable, Retry.Yes, "the service is not available for now"),
            ["UnauthorizedOperation"] = (FailureKind.Rejected, Retry.Never, "the key's owner may not do this"),
            ["ResourceNotFound"] = (FailureKind.Rejected, Retry.Never, "there is no such resource"),
            ["InvalidAction"] = (FailureKind.Rejected, Retry.Never, "the action is not offered (any more)"),
            ["NoSuchVersion"] = (FailureKind.Rejected, Retry.Never, "the version is not offered (any more)"),
            ["InvalidParameter"] = (FailureKind.Rejected, Retry.Never, "a parameter is wrong"),
            ["InvalidParameterValue"] = (FailureKind.Rejected, Retry.Never, "a parameter is wrong"),
            ["MissingParameter"] = (FailureKind.Rejected, Retry.Never, "a parameter is missing"),
            ["UnknownParameter"] = (FailureKind.Rejected, Retry.Never, "a parameter is unknown"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong with one of several domains, and not with the others.</summary>
    private static readonly FrozenSet<string> OfOneDomain = FrozenSet.Create(
        StringComparer.Ordinal,
        "ResourceNotFound.CdnHostNotExists",
        "UnauthorizedOperation.CdnHostUnauthorized",
        "UnauthorizedOperation.CdnProjectUnauthorized",
        "UnauthorizedOperation.CdnTagUnauthorized",
        "InvalidParameter.CdnHostInvalidParam");

    public static bool IsOfOneDomain(ProviderFailure? failure) => failure?.ProviderCode is { } code && OfOneDomain.Contains(code);

    /// <param name="code">The envelope's code.</param>
    /// <param name="message">The envelope's message, scrubbed.</param>
    public static ProviderFailure Of(string code, string? message)
    {
        var (kind, retry, meaning) = Codes.GetValueOrDefault(
            code, code.EndsWith(".OperationTooOften", StringComparison.Ordinal) ? TooOften : OfFirstWord(code));
        return new ProviderFailure(kind, $"Tencent answers with code {code}: {meaning}.")
        {
            Retry = retry,
            ProviderCode = code,
            ProviderMessage = message,
            RetryAfter = kind == FailureKind.QuotaExhausted ? QuotaWait : null,
        };
    }

    private static (FailureKind Kind, Retry Retry, string Meaning) OfFirstWord(string code) =>
        FirstWords.GetValueOrDefault(code.Split('.')[0], (FailureKind.Rejected, Retry.Never, "see Tencent's table of error codes"));
}
