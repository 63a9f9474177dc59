using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CdnGateway.Upstream;

namespace CdnGateway.Providers.Tencent;

/// <summary>Tencent CDN API 2.0, action <c>GetTimeBandwidth</c>.</summary>
internal sealed class TencentClient(
    HttpClient http,
    UpstreamChannel channel,
    UpstreamOptions upstream,
    TencentOptions options,
    TencentNonce nonce,
    TimeProvider time)
{
    private const string Action = "GetTimeBandwidth";

    /// <summary>Room for some ten thousand domains; the answer is read as a document, which takes many times its size.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly UpstreamRequest _request = new(http, upstream with { MaxResponseBytes = Math.Min(upstream.MaxResponseBytes, MostBytes) }, time);
    private readonly SecretScrubber _scrubber = new(options.SecretKey, options.SecretId, options.Token);

    public Task<ProviderResult<ReportedFigures>> ReadAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken) =>
        channel.CallAsync(Action, interest, attemptToken => AttemptAsync(query, attemptToken), cancellationToken);

    private async Task<ProviderResult<ReportedFigures>> AttemptAsync(BillingQuery query, CancellationToken cancellationToken)
    {
        var parameters = Parameters(query);
        var signature = TencentSigner.Sign(options.HttpMethod, options.SignatureHost, parameters, options.SignatureMethod, options.SecretKey);
        parameters.Add(new("Signature", signature));
        using var request = Request(parameters);
        return await _request.SendAsync(
            request,
            body => TolerantJson.Parse(body, bytes => Interpret(bytes, query, signature)),
            cancellationToken);
    }

    private ProviderResult<ReportedFigures> Interpret(ReadOnlySequence<byte> body, BillingQuery query, string signature)
    {
        var answer = TencentWire.Read(body);
        return answer.Code == TencentWire.Success
            ? TencentMapping.ToFigures(answer, query, name => _scrubber.Scrub(name, signature) ?? "")
            : TencentErrors.Of(answer.Code, answer.CodeDesc, _scrubber.Scrub(answer.Message, signature));
    }

    private List<KeyValuePair<string, string>> Parameters(BillingQuery query)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("Action", Action),
            new("SecretId", options.SecretId),
            new("Timestamp", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new("Nonce", nonce.Next().ToString(CultureInfo.InvariantCulture)),
            new("SignatureMethod", options.SignatureMethod.ToString()),
        ];
        if (options.Token is not null)
        {
            parameters.Add(new("Token", options.Token));
        }

        parameters.AddRange(TencentMapping.ToParameters(query));
        return parameters;
    }

    /// <remarks>All parameters in the query or all in the body, each value encoded exactly once: a signature holds <c>+</c>, <c>/</c> and <c>=</c>.</remarks>
    private HttpRequestMessage Request(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var path = TencentSigner.Path.TrimStart('/');
        var encoded = string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
        return options.HttpMethod == CallMethod.Get
            ? new HttpRequestMessage(HttpMethod.Get, $"{path}?{encoded}")
            : new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(encoded))
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") },
                },
            };
    }
}
