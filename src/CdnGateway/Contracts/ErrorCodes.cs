namespace CdnGateway.Contracts;

/// <summary>The closed set of <see cref="Problem.Code"/> and <see cref="Failure.Code"/>.</summary>
public static class ErrorCodes
{
    /// <summary>400: parameters are wrong; each is listed, and nothing was sent to a provider.</summary>
    public const string InvalidRequest = "invalid-request";

    /// <summary>401: no key, or a wrong one.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>403: the account is not this client's.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>404: no such route.</summary>
    public const string NotFound = "not-found";

    /// <summary>405: the route exists, the method does not.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>406: the answer exists neither as JSON nor as CSV in what <c>Accept</c> allows.</summary>
    public const string NotAcceptable = "not-acceptable";

    /// <summary>415: a body of a kind that no route takes.</summary>
    public const string UnsupportedMediaType = "unsupported-media-type";

    /// <summary>400: the chosen account cannot answer this.</summary>
    public const string NotSupported = "not-supported";

    /// <summary>400: the provider reports a month only once it is over.</summary>
    public const string MonthNotSettled = "month-not-settled";

    /// <summary>429: the client itself asks too much.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>502: the provider refuses our key or signature.</summary>
    public const string UpstreamAuthFailed = "upstream-auth-failed";

    /// <summary>502: the provider says no for a reason of its own.</summary>
    public const string UpstreamRejected = "upstream-rejected";

    /// <summary>502: not JSON, not the documented shape, too large, cut off.</summary>
    public const string UpstreamInvalidResponse = "upstream-invalid-response";

    /// <summary>503: the account's calls are used up for now and waiting would pass the deadline.</summary>
    public const string UpstreamQuotaExhausted = "upstream-quota-exhausted";

    /// <summary>503: unreachable, 5xx, circuit open.</summary>
    public const string UpstreamUnavailable = "upstream-unavailable";

    /// <summary>504: no answer in time.</summary>
    public const string UpstreamTimeout = "upstream-timeout";

    /// <summary>503: the gateway's own store of kept points cannot be read and written.</summary>
    public const string StoreUnavailable = "store-unavailable";

    /// <summary>500: our fault.</summary>
    public const string Internal = "internal";
}
