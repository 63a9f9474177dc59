using Microsoft.AspNetCore.Http;

namespace CdnGateway.Sandbox.Faults;

internal sealed class StatusFault(int code, string? body, string? retryAfter) : Fault(nameof(Status))
{
    internal override Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        var response = scene.Http.Response;
        response.StatusCode = code;
        if (retryAfter is not null)
        {
            response.Headers.RetryAfter = retryAfter;
        }

        if (body is null)
        {
            return Task.CompletedTask;
        }

        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(body, ct);
    }
}

internal sealed class RawBodyFault(string name, byte[] body, string contentType) : Fault(name)
{
    internal override async Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        scene.Http.Response.ContentType = contentType;
        scene.Http.Response.ContentLength = body.Length;
        await scene.Http.Response.Body.WriteAsync(body, ct);
    }
}

internal sealed class HugeBodyFault(long bytes, bool declareLength) : Fault(nameof(HugeBody))
{
    private static readonly byte[] Block = [.. Enumerable.Repeat((byte)'x', 64 * 1024)];

    internal override async Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        var response = scene.Http.Response;
        response.ContentType = scene.TrueAnswer.ContentType;
        response.ContentLength = declareLength ? bytes : null;

        // A string that never ends: whoever gives up does so because of the size.
        ReadOnlyMemory<byte> part = "{\"status\":0,\"code\":0,\"msg\":\""u8.ToArray();
        for (var left = bytes; left > 0; part = Block)
        {
            part = part[..(int)Math.Min(left, part.Length)];
            await response.Body.WriteAsync(part, ct);
            left -= part.Length;
        }
    }
}

internal sealed class BusinessErrorFault(int code, string message, object codeDesc) : Fault(nameof(BusinessError))
{
    internal override Task PlayAsync(FaultScene scene, CancellationToken ct) =>
        scene.Api.Error(code, message, codeDesc).SendAsync(scene.Http.Response, ct);
}

internal sealed class EchoSecretsFault() : Fault(nameof(EchoSecrets))
{
    internal override Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        var call = scene.Call;
        var decoded = string.Join('&', call.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));
        var headers = string.Join('&', call.Headers.Select(header => $"{header.Key}={header.Value}"));
        var message = $"signature wrong, got {call.Method} {call.Path}{call.Query} {call.Body} that is {decoded} with {headers}";
        return scene.Api.SignatureWrong(message).SendAsync(scene.Http.Response, ct);
    }
}
