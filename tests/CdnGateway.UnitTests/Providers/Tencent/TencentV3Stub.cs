using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using CdnGateway.UnitTests.Clock;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Providers.Tencent;

/// <summary>API 3.0 at the other end of an HttpClient: answers what its function says, and keeps what was asked.</summary>
internal sealed class TencentV3Stub(Func<TencentV3Request, string> answer, FakeClock clock) : HttpMessageHandler
{
    private readonly ConcurrentQueue<TencentV3Request> _requests = new();

    public IReadOnlyList<TencentV3Request> Requests => [.. _requests];

    /// <summary>Every domain that was asked for carries the same: 8 Mbit/s, or what flows of it.</summary>
    public static string Steady(TencentV3Request request) => Data(request, request.Domains.Select(domain => (domain, request.Metric == "flux" ? "300000000" : "8000000")));

    /// <summary>The points of each domain over what was asked for.</summary>
    public static string Data(TencentV3Request request, IEnumerable<(string Domain, string Value)> domains)
    {
        var data = domains.Select(d =>
        {
            var points = request.Labels.Select(label => $$"""{"Time":"{{label}}","Value":{{d.Value}}}""");
            return $$"""{"Resource":"{{d.Domain}}","{{request.Member}}":[{"Metric":"{{request.Metric}}","DetailData":[{{string.Join(',', points)}}]}]}""";
        });
        return $$$"""{"Response":{"Interval":"5min","Data":[{{{string.Join(',', data)}}}],"RequestId":"r"}}""";
    }

    public static string Error(string code, string message = "words") =>
        $$$"""{"Response":{"Error":{"Code":"{{{code}}}","Message":"{{{message}}}"},"RequestId":"r"}}""";

    public HttpClient Client() => new(this) { BaseAddress = new Uri("https://provider.example/") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sentAt = clock.Elapsed; // before it is counted: two of them are further apart than these stamps say
        using var connection = new MemoryStream();
        Departure.Leaving(connection);
        var asked = new TencentV3Request(
            sentAt,
            request.RequestUri!,
            request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated).ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        _requests.Enqueue(asked);
        return StubProvider.Answer(Encoding.UTF8.GetBytes(answer(asked)));
    }
}

/// <summary>What was asked.</summary>
internal sealed record TencentV3Request(TimeSpan SentAt, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public string Action => Headers["X-TC-Action"];

    public string Metric => (string)Json["Metric"]!;

    public string Member => Action == "DescribeCdnData" ? "CdnData" : "BillingData";

    public string[] Domains => Json["Domains"] is { } domains ? [.. domains.AsArray().Select(d => (string)d!)] : [(string)Json["Domain"]!];

    public IEnumerable<string> Labels
    {
        get
        {
            var end = At("EndTime");
            for (var time = At("StartTime"); time <= end; time = time.AddMinutes(5))
            {
                yield return time.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }

    private JsonNode Json => JsonNode.Parse(Bytes)!;

    private DateTime At(string member) => DateTime.ParseExact((string)Json[member]!, "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
