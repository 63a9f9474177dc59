using System.Net;
using System.Text;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Providers;

/// <summary>What stands at the other end of an HttpClient: answers in turn (the last one again and again) and keeps what was asked.</summary>
internal sealed class StubProvider(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private static readonly Uri BaseUrl = new("https://provider.example/");

    public List<(HttpMethod Method, Uri Uri, string? ContentType, string Body)> Requests { get; } = [];

    public static StubProvider Json(params string[] bodies) => new([.. bodies.Select(body => (Func<HttpResponseMessage>)(() => Answer(Encoding.UTF8.GetBytes(body))))]);

    public static HttpResponseMessage Answer(byte[] body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new ByteArrayContent(body) };

    public HttpClient Client() => new(this) { BaseAddress = BaseUrl };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var connection = new MemoryStream();
        Departure.Leaving(connection);
        Requests.Add((
            request.Method,
            request.RequestUri!,
            request.Content?.Headers.ContentType?.ToString(),
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return answers[Math.Min(Requests.Count, answers.Length) - 1]();
    }
}
