using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>opencdn's <c>live/bandwidth_flow</c> (one domain and at most 30 days a call) and <c>fee</c> (one figure a call).</summary>
internal sealed class JdCloudClient(HttpClient http, UpstreamChannel channel, UpstreamOptions upstream, JdCloudOptions options, TimeProvider time)
{
    /// <summary>A figure and a time, and words in between.</summary>
    private const int MostFeeBytes = 64 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly UpstreamRequest _request = new(http, upstream, time);
    private readonly UpstreamRequest _feeRequest = new(http, upstream with { MaxResponseBytes = Math.Min(upstream.MaxResponseBytes, MostFeeBytes) }, time);
    private readonly SecretScrubber _scrubber = new(options.SecretKey, options.Username);

    /// <summary>The points of a domain.</summary>
    public Task<ProviderResult<UsageSeries>> ReadAsync(string domain, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) =>
        channel.CallAsync("bandwidth_flow", interest, attempt => AttemptAsync(_request, UsageCall(domain, window), attempt), cancellationToken);

    /// <summary>The billing figure of one domain, or of several together.</summary>
    public Task<ProviderResult<JdCloudFee>> ReadFeeAsync(
        IReadOnlyList<string> domains, UsageWindow window, int type, CallInterest interest, CancellationToken cancellationToken) =>
        channel.CallAsync("fee", interest, attempt => AttemptAsync(_feeRequest, FeeCall(domains, window, type), attempt), cancellationToken);

    private Call<UsageSeries> UsageCall(string domain, UsageWindow window) => new(
        "api/live/bandwidth_flow",
        domain,
        window,
        json => json.WriteString("time_point"u8, JdCloudMapping.TimePointOf(options.PointLabel)),
        (body, signature) =>
        {
            var curve = new JdCloudMapping(window, options);
            var answer = JdCloudWire.Read(body, new JdCloudPoints(domain, curve));
            return answer.Status == JdCloudWire.Success ? curve.ToSeries() : Refusal(answer, signature);
        });

    private Call<JdCloudFee> FeeCall(IReadOnlyList<string> domains, UsageWindow window, int type) => new(
        "api/fee",
        string.Join(',', domains),
        window,
        json => json.WriteNumber("type"u8, type),
        (body, signature) =>
        {
            var (answer, fee) = JdCloudFeeWire.Read(body, domains);
            return answer.Status == JdCloudWire.Success ? fee : Refusal(answer, signature);
        });

    private async Task<ProviderResult<T>> AttemptAsync<T>(UpstreamRequest sender, Call<T> call, CancellationToken cancellationToken)
        where T : class
    {
        var day = JdCloudSigner.DayOf(time.GetUtcNow());
        var signature = JdCloudSigner.Sign(day, options.Username, options.SecretKey);
        using var request = new HttpRequestMessage(HttpMethod.Post, call.Path) { Content = Body(call, signature) };
        var result = await sender.SendAsync(
            request,
            body => TolerantJson.Parse(body, bytes => call.Interpret(bytes, signature)),
            cancellationToken);
        return DayChanged(result.Failure, day) ? result.Failure! with { Retry = Retry.Yes } : result;
    }

    private ProviderFailure Refusal(JdCloudAnswer answer, string signature) =>
        JdCloudErrors.Of(answer.Status, _scrubber.Scrub(answer.Message, signature));

    /// <remarks>A signature made before midnight and judged after it is wrong; the next one will not be, and then this cannot happen again.</remarks>
    private bool DayChanged(ProviderFailure? failure, DateOnly signedOn) =>
        failure?.ProviderCode == JdCloudErrors.SignatureWrong && JdCloudSigner.DayOf(time.GetUtcNow()) != signedOn;

    private ByteArrayContent Body<T>(Call<T> call, string signature)
        where T : class
    {
        var (start, end) = JdCloudMapping.LabelsOf(call.Window, options.PointLabel);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("username"u8, options.Username);
            json.WriteString("signature"u8, signature);
            json.WriteString("domain"u8, call.Domain);
            json.WriteString("start_time"u8, start);
            json.WriteString("end_time"u8, end);
            call.WriteRest(json);
            json.WriteEndObject();
        }

        return new ByteArrayContent(buffer.WrittenSpan.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    /// <summary>What one action asks and how its answer is read; everything else of a call is the same.</summary>
    private sealed record Call<T>(
        string Path,
        string Domain,
        UsageWindow Window,
        Action<Utf8JsonWriter> WriteRest,
        Func<ReadOnlySequence<byte>, string, ProviderResult<T>> Interpret)
        where T : class;
}
