using System.Globalization;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CdnGateway.Sandbox.Serving;

/// <summary>An answer that is composed and not yet sent, so that a fault can send it slowly, in part or not at all.</summary>
internal sealed record Answer(Func<PipeWriter, CancellationToken, Task> WriteBody)
{
    // The documents' samples print Chinese text as it is, not as \u escapes.
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Refusal { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    public TimeSpan? RetryAfter { get; init; }

    public string? Allow { get; init; }

    public string? ContentType { get; init; } = "application/json;charset=utf-8";

    public static Answer Small(Action<Utf8JsonWriter> write) => new(async (output, ct) =>
    {
        using var json = new Utf8JsonWriter(output, Json);
        write(json);
        json.Flush();
        await output.FlushAsync(ct);
    });

    public static Answer HttpError(int status) => new((_, _) => Task.CompletedTask)
    {
        Status = status,
        ContentType = null,
        Refusal = $"HTTP {status}",
    };

    public async Task SendAsync(HttpResponse response, CancellationToken ct)
    {
        PutHead(response);
        await WriteBody(response.BodyWriter, ct);
    }

    public void PutHead(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (Allow is not null)
        {
            response.Headers.Allow = Allow;
        }
    }

    public async Task<byte[]> BodyAsync(CancellationToken ct)
    {
        using var memory = new MemoryStream();
        var output = PipeWriter.Create(memory, new StreamPipeWriterOptions(leaveOpen: true));
        await WriteBody(output, ct);
        await output.CompleteAsync();
        return memory.ToArray();
    }
}
