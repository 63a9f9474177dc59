using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using CdnGateway.Upstream;

namespace CdnGateway.Providers.Tencent;

/// <summary>The curves of an answer, by domain.</summary>
internal sealed record TencentV3Curves(IReadOnlyDictionary<string, TencentV3Curve> Of);

/// <summary>Tencent CDN API 3.0, actions <c>DescribeCdnData</c> and <c>DescribeBillingData</c>.</summary>
internal sealed class TencentV3Client(HttpClient http, UpstreamChannel channel, UpstreamOptions upstream, TencentOptions options, TimeProvider time)
{
    private const string Service = "cdn";
    private const string Version = "2018-06-06";
    private const string ContentType = "application/json";

    private readonly UpstreamRequest _request = new(http, upstream, time);
    private readonly SecretScrubber _scrubber = new(options.SecretKey, options.SecretId, options.Token);

    public Task<ProviderResult<TencentV3Curves>> AskAsync(TencentV3Question question, CallInterest interest, CancellationToken cancellationToken) =>
        AskAsync(question.Metric.Action, interest, attemptToken => AttemptAsync(question, attemptToken), cancellationToken);

    /// <summary>A call whose question is known only when an attempt sets out.</summary>
    public Task<ProviderResult<TencentV3Curves>> AskAsync(
        string action,
        CallInterest interest,
        Func<CancellationToken, Task<ProviderResult<TencentV3Curves>>> attempt,
        CancellationToken cancellationToken) =>
        channel.CallAsync(action, interest, attempt, cancellationToken);

    /// <summary>One attempt, signed with the time of now.</summary>
    public async Task<ProviderResult<TencentV3Curves>> AttemptAsync(TencentV3Question question, CancellationToken cancellationToken)
    {
        var body = TencentV3Mapping.ToBody(question);
        var now = time.GetUtcNow();
        var signed = new Tc3Request("POST", options.V3SignatureHost, ContentType, Query: "", body, question.Metric.Action);
        var authorization = Tc3Signer.Authorization(signed, Service, now, options.SecretId, options.SecretKey);
        using var request = Request(question.Metric.Action, body, now, authorization);
        return await _request.SendAsync(
            request,
            answer => TolerantJson.Parse(answer, bytes => Interpret(bytes, question, Tc3Signer.SignatureOf(authorization))),
            cancellationToken);
    }

    private ProviderResult<TencentV3Curves> Interpret(ReadOnlySequence<byte> body, TencentV3Question question, string signature)
    {
        var points = new TencentV3Points(question);
        var answer = TencentV3Wire.Read(body, points);
        return answer.Code is null
            ? new TencentV3Curves(points.Curves)
            : TencentV3Errors.Of(_scrubber.Scrub(answer.Code, signature) ?? "", _scrubber.Scrub(answer.Message, signature));
    }

    /// <remarks>Without validation, or .NET would read the authorization and print it in its own way; what is signed must be what is sent.</remarks>
    private HttpRequestMessage Request(string action, byte[] body, DateTimeOffset now, string authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(ContentType) } },
        };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.TryAddWithoutValidation("X-TC-Action", action);
        request.Headers.TryAddWithoutValidation("X-TC-Version", Version);
        request.Headers.TryAddWithoutValidation("X-TC-Timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (options.Token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-TC-Token", options.Token);
        }

        return request;
    }
}
