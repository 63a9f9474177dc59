using System.Net;
using CdnGateway.Providers;

namespace CdnGateway.Upstream;

/// <summary>What HTTP itself says of an attempt, before the provider's own envelope is read.</summary>
internal static class TransportFailures
{
    /// <summary>What a provider asks for beyond this is passed on as this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The request got no answer.</summary>
    public static ProviderFailure NoAnswer(HttpRequestException exception) => new(FailureKind.Unavailable, Describe(exception.HttpRequestError))
    {
        Retry = Retry.Yes,
    };

    /// <summary>The answer ended before its end.</summary>
    public static ProviderFailure CutOff { get; } = new(FailureKind.InvalidResponse, "The provider's answer was cut off.")
    {
        Retry = Retry.Yes,
    };

    public static ProviderFailure TooLarge(int mostBytes) =>
        new(FailureKind.InvalidResponse, $"The provider's answer is larger than {mostBytes} bytes; it was not read further.");

    public static ProviderFailure NotJson { get; } = new(FailureKind.InvalidResponse, "The provider's answer is not JSON.");

    /// <summary>What the status alone says; null where the body has the word.</summary>
    public static ProviderFailure? OfStatus(HttpResponseMessage response, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.NoContent or HttpStatusCode.ResetContent =>
            Status(response, FailureKind.InvalidResponse, Retry.Never, "The provider answers without any content"),
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => null,
        HttpStatusCode.TooManyRequests => Status(response, FailureKind.QuotaExhausted, Retry.Yes, "The provider says that the account asks too often") with
        {
            RetryAfter = RetryAfter(response, now),
        },
        HttpStatusCode.RequestTimeout => Status(response, FailureKind.Timeout, Retry.Yes, "The provider timed out"),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            Status(response, FailureKind.AuthFailed, Retry.Never, "The provider refuses the account"),
        >= HttpStatusCode.InternalServerError =>
            Status(response, FailureKind.Unavailable, Retry.Yes, "The provider fails") with { RetryAfter = RetryAfter(response, now) },
        >= HttpStatusCode.BadRequest => Status(response, FailureKind.Rejected, Retry.Never, "The provider refuses the request"),
        _ => Status(response, FailureKind.InvalidResponse, Retry.Never, "The provider answers with a redirect, which is not followed"),
    };

    private static ProviderFailure Status(HttpResponseMessage response, FailureKind kind, Retry retry, string what) =>
        new(kind, $"{what} (HTTP {(int)response.StatusCode}).") { Retry = retry, ProviderCode = $"HTTP {(int)response.StatusCode}" };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - now);
        return wait > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(wait.Value.Ticks, LongestWait.Ticks)) : null;
    }

    private static string Describe(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "The provider's host name cannot be resolved.",
        HttpRequestError.ConnectionError => "The provider cannot be reached.",
        HttpRequestError.SecureConnectionError => "No secure connection to the provider can be made.",
        _ => "The connection to the provider was lost.",
    };
}
