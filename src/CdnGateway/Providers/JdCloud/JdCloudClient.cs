using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>opencdn's <c>live/bandwidth_flow</c>: one domain and at most 30 days a call.</summary>
internal sealed class JdCloudClient(HttpClient http, UpstreamChannel channel, UpstreamOptions upstream, JdCloudOptions options, TimeProvider time)
{
    private const string Action = "bandwidth_flow";
    private const string Path = "api/live/bandwidth_flow";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly UpstreamRequest _request = new(http, upstream, time);
    private readonly SecretScrubber _scrubber = new(options.SecretKey, options.Username);

    public Task<ProviderResult<UsageSeries>> ReadAsync(string domain, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) =>
        channel.CallAsync(Action, interest, attemptToken => AttemptAsync(domain, window, attemptToken), cancellationToken);

    private async Task<ProviderResult<UsageSeries>> AttemptAsync(string domain, UsageWindow window, CancellationToken cancellationToken)
    {
        var day = JdCloudSigner.DayOf(time.GetUtcNow());
        var signature = JdCloudSigner.Sign(day, options.Username, options.SecretKey);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Body(domain, window, signature) };
        var result = await _request.SendAsync(
            request,
            body => TolerantJson.Parse(body, bytes => Interpret(bytes, domain, window, signature)),
            cancellationToken);
        return DayChanged(result.Failure, day) ? result.Failure! with { Retry = Retry.Yes } : result;
    }

    private ProviderResult<UsageSeries> Interpret(ReadOnlySequence<byte> body, string domain, UsageWindow window, string signature)
    {
        var curve = new JdCloudMapping(window, options);
        var answer = JdCloudWire.Read(body, new JdCloudPoints(domain, curve));
        return answer.Status == JdCloudWire.Success
            ? curve.ToSeries()
            : JdCloudErrors.Of(answer.Status, _scrubber.Scrub(answer.Message, signature));
    }

    /// <remarks>A signature made before midnight and judged after it is wrong; the next one will not be, and then this cannot happen again.</remarks>
    private bool DayChanged(ProviderFailure? failure, DateOnly signedOn) =>
        failure?.ProviderCode == JdCloudErrors.SignatureWrong && JdCloudSigner.DayOf(time.GetUtcNow()) != signedOn;

    private ByteArrayContent Body(string domain, UsageWindow window, string signature)
    {
        var (start, end) = JdCloudMapping.LabelsOf(window, options.PointLabel);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("username"u8, options.Username);
            json.WriteString("signature"u8, signature);
            json.WriteString("domain"u8, domain);
            json.WriteString("start_time"u8, start);
            json.WriteString("end_time"u8, end);
            json.WriteString("time_point"u8, JdCloudMapping.TimePointOf(options.PointLabel));
            json.WriteEndObject();
        }

        return new ByteArrayContent(buffer.WrittenSpan.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }
}
