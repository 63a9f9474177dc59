using System.Collections.Frozen;
using CdnGateway.Contracts;

namespace CdnGateway.Problems;

/// <summary>Status and title of every error code (docs/errors.md).</summary>
internal static class ProblemCatalog
{
    private static readonly FrozenDictionary<string, (int Status, string Title)> ByCode = new Dictionary<string, (int, string)>(StringComparer.Ordinal)
    {
        [ErrorCodes.InvalidRequest] = (400, "The request is not valid"),
        [ErrorCodes.NotSupported] = (400, "The chosen account cannot answer this"),
        [ErrorCodes.MonthNotSettled] = (400, "The month is not settled yet"),
        [ErrorCodes.Unauthorized] = (401, "A valid key is needed"),
        [ErrorCodes.Forbidden] = (403, "The account is not this client's"),
        [ErrorCodes.NotFound] = (404, "There is no such route"),
        [ErrorCodes.MethodNotAllowed] = (405, "The route does not take this method"),
        [ErrorCodes.NotAcceptable] = (406, "The answer is not available in an accepted format"),
        [ErrorCodes.UnsupportedMediaType] = (415, "The route does not take this kind of body"),
        [ErrorCodes.RateLimited] = (429, "Too many requests"),
        [ErrorCodes.Internal] = (500, "The gateway failed"),
        [ErrorCodes.UpstreamAuthFailed] = (502, "The provider refuses the account's key or signature"),
        [ErrorCodes.UpstreamRejected] = (502, "The provider refuses the request"),
        [ErrorCodes.UpstreamInvalidResponse] = (502, "The provider's answer cannot be used"),
        [ErrorCodes.UpstreamQuotaExhausted] = (503, "The account's calls are used up for now"),
        [ErrorCodes.UpstreamUnavailable] = (503, "The provider is unavailable"),
        [ErrorCodes.StoreUnavailable] = (503, "The gateway's store is unavailable"),
        [ErrorCodes.UpstreamTimeout] = (504, "The provider did not answer in time"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Codes => ByCode.Keys;

    public static int StatusOf(string code) => ByCode[code].Status;

    public static string TitleOf(string code) => ByCode[code].Title;

    /// <summary>The code of an error that only has a status, such as the framework's own.</summary>
    public static string CodeOf(int status) => status switch
    {
        401 => ErrorCodes.Unauthorized,
        403 => ErrorCodes.Forbidden,
        404 => ErrorCodes.NotFound,
        405 => ErrorCodes.MethodNotAllowed,
        406 => ErrorCodes.NotAcceptable,
        415 => ErrorCodes.UnsupportedMediaType,
        429 => ErrorCodes.RateLimited,
        >= 400 and < 500 => ErrorCodes.InvalidRequest,
        _ => ErrorCodes.Internal,
    };
}
