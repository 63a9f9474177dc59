using System.Text;
using CdnGateway.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace CdnGateway.Sandbox.Serving;

/// <summary>One provider: reads a call, judges it, logs it, and answers it or plays the fault that is scripted for it.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<string, string> NoParameters = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly IProviderApi api;
    private readonly TimeProvider time;
    private readonly long started;

    public StandIn(IProviderApi api, SandboxOptions options)
    {
        this.api = api;
        time = options.Time;
        started = time.GetTimestamp();
        Calls = new CallLog(options.CallsKept);
        Server = new ProviderServer(HandleAsync);
    }

    public CallLog Calls { get; }

    public FaultScript Faults { get; } = new();

    public ProviderServer Server { get; }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task HandleAsync(HttpContext http, CancellationToken ct)
    {
        var call = await ReceiveAsync(http.Request, ct);
        // Judged even when a fault answers it: a provider that breaks while answering has spent the nonce and counted the call.
        var answer = api.Judge(call);
        call = call with { Refusal = answer.Refusal };
        var fault = Faults.TakeFor(call);
        Calls.Add(call with { Fault = fault?.Name });

        if (fault is null)
        {
            await answer.SendAsync(http.Response, ct);
        }
        else
        {
            await fault.PlayAsync(new FaultScene(http, call, answer, api), ct);
        }
    }

    private async Task<ReceivedCall> ReceiveAsync(HttpRequest request, CancellationToken ct)
    {
        var arrivedAt = time.GetUtcNow();
        var timestamp = time.GetTimestamp();
        var body = await BufferBodyAsync(request, ct);
        var parameters = body is null ? null : await api.ReadParametersAsync(request, ct);
        return new ReceivedCall
        {
            ArrivedAt = arrivedAt,
            SinceStart = time.GetElapsedTime(started, timestamp),
            Timestamp = timestamp,
            Method = request.Method,
            Path = request.Path.Value ?? "",
            Query = request.QueryString.Value ?? "",
            Body = Encoding.UTF8.GetString(body ?? []),
            Host = request.Host.Value ?? "",
            ContentType = request.ContentType,
            Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            RawBody = body ?? [],
            Parameters = parameters ?? NoParameters,
            Understood = parameters is not null,
        };
    }

    // Null if the upload broke off: such a call is logged too, it did arrive.
    private static async Task<byte[]?> BufferBodyAsync(HttpRequest request, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(memory, ct);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            return null;
        }

        var body = memory.ToArray();
        request.Body = new MemoryStream(body, writable: false);
        return body;
    }
}
