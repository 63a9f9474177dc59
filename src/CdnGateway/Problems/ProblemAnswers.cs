using CdnGateway.Contracts;

namespace CdnGateway.Problems;

/// <summary>The codes that an endpoint may answer with, as metadata of its route; several add up.</summary>
internal sealed record ProblemAnswers(IReadOnlyList<string> Codes)
{
    /// <summary>Whatever is asked of the API.</summary>
    public static readonly ProblemAnswers OfApi = new(
    [
        ErrorCodes.InvalidRequest, ErrorCodes.NotSupported, ErrorCodes.Unauthorized, ErrorCodes.Forbidden, ErrorCodes.NotAcceptable,
        ErrorCodes.RateLimited,
    ]);

    /// <summary>Where providers are asked.</summary>
    public static readonly ProblemAnswers OfProviders = new(
    [
        ErrorCodes.UpstreamAuthFailed, ErrorCodes.UpstreamRejected, ErrorCodes.UpstreamInvalidResponse, ErrorCodes.UpstreamQuotaExhausted,
        ErrorCodes.UpstreamUnavailable, ErrorCodes.UpstreamTimeout,
    ]);

    /// <summary>Where a provider may be asked for a month that is not over.</summary>
    public static readonly ProblemAnswers OfReportedMonths = new([ErrorCodes.MonthNotSettled]);

    /// <summary>Where the gateway's own store decides.</summary>
    public static readonly ProblemAnswers OfStore = new([ErrorCodes.StoreUnavailable]);

    /// <summary>Wherever code runs.</summary>
    public static readonly ProblemAnswers OfAnything = new([ErrorCodes.Internal]);
}
