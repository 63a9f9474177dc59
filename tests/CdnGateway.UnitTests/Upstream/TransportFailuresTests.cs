using System.Net;
using System.Net.Http.Headers;
using CdnGateway.Providers;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class TransportFailuresTests
{
    private static readonly DateTimeOffset Now = Curves.At("2018-06-02T17:36:00");

    [Theory]
    [InlineData(200)]
    [InlineData(206)]
    [InlineData(299)]
    public void Success_leaves_the_word_to_the_body(int status) => TransportFailures.OfStatus(Response(status), Now).ShouldBeNull();

    [Theory]
    [InlineData(301, "InvalidResponse", "Never")]
    [InlineData(302, "InvalidResponse", "Never")]
    [InlineData(304, "InvalidResponse", "Never")]
    [InlineData(400, "Rejected", "Never")]
    [InlineData(401, "AuthFailed", "Never")]
    [InlineData(403, "AuthFailed", "Never")]
    [InlineData(404, "Rejected", "Never")]
    [InlineData(408, "Timeout", "Yes")]
    [InlineData(429, "QuotaExhausted", "Yes")]
    [InlineData(500, "Unavailable", "Yes")]
    [InlineData(502, "Unavailable", "Yes")]
    [InlineData(503, "Unavailable", "Yes")]
    [InlineData(504, "Unavailable", "Yes")]
    [InlineData(599, "Unavailable", "Yes")]
    public void Status_is_a_failure_of_its_kind(int status, string kind, string retry)
    {
        var failure = TransportFailures.OfStatus(Response(status), Now)!;

        failure.Kind.ShouldBe(Enum.Parse<FailureKind>(kind));
        failure.Retry.ShouldBe(Enum.Parse<Retry>(retry));
        failure.ProviderCode.ShouldBe($"HTTP {status}");
        failure.ProviderMessage.ShouldBeNull();
        failure.RetryAfter.ShouldBeNull();
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "0", null)]
    [InlineData(503, "2147483647", 3600)]
    [InlineData(503, "Sat, 02 Jun 2018 09:36:30 GMT", 30)]
    [InlineData(503, "Sat, 02 Jun 2018 09:35:30 GMT", null)]
    [InlineData(503, "soon", null)]
    [InlineData(400, "7", null)]
    public void Wait_is_taken_from_the_header_where_it_makes_sense(int status, string header, int? seconds)
    {
        using var response = Response(status);
        response.Headers.TryAddWithoutValidation("Retry-After", header).ShouldBeTrue();

        var wait = TransportFailures.OfStatus(response, Now)!.RetryAfter;

        wait.ShouldBe(seconds is { } known ? TimeSpan.FromSeconds(known) : null);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "The provider's host name cannot be resolved.")]
    [InlineData(HttpRequestError.ConnectionError, "The provider cannot be reached.")]
    [InlineData(HttpRequestError.SecureConnectionError, "No secure connection to the provider can be made.")]
    [InlineData(HttpRequestError.ResponseEnded, "The connection to the provider was lost.")]
    [InlineData(HttpRequestError.Unknown, "The connection to the provider was lost.")]
    public void No_answer_is_unavailable_and_says_nothing_of_the_exception(HttpRequestError error, string detail)
    {
        var failure = TransportFailures.NoAnswer(new HttpRequestException(error, "https://secret/?Signature=x"));

        failure.ShouldBe(new ProviderFailure(FailureKind.Unavailable, detail) { Retry = Retry.Yes });
    }

    private static HttpResponseMessage Response(int status) => new((HttpStatusCode)status);
}
