using System.Globalization;
using System.Text;

namespace CdnGateway.Sandbox.Faults;

internal sealed class ResetFault(string name, bool inMidBody) : Fault(name)
{
    internal override async Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        if (inMidBody)
        {
            var body = await scene.TrueAnswer.BodyAsync(ct);
            await scene.SendRawAsync(FaultScene.LengthHeader(body), body.AsMemory(0, body.Length / 2), ct);
        }

        scene.Reset();
    }
}

internal sealed class CutOffBodyFault(BodyCut cut) : Fault(nameof(CutOffBody))
{
    internal override async Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        var whole = await scene.TrueAnswer.BodyAsync(ct);
        var half = whole.AsMemory(0, whole.Length / 2);
        switch (cut)
        {
            case BodyCut.WholeButTruncated:
                scene.Http.Response.ContentType = scene.TrueAnswer.ContentType;
                scene.Http.Response.ContentLength = half.Length;
                await scene.Http.Response.Body.WriteAsync(half, ct);
                break;
            case BodyCut.Chunked:
                await scene.SendRawAsync("Transfer-Encoding: chunked", Chunk(half.Span), ct);
                await scene.CloseAsync(ct);
                break;
            default:
                await scene.SendRawAsync(FaultScene.LengthHeader(whole), half, ct);
                await scene.CloseAsync(ct);
                break;
        }
    }

    // An empty chunk would be the last one, and the body complete.
    private static byte[] Chunk(ReadOnlySpan<byte> bytes) => bytes.IsEmpty
        ? []
        : [.. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. bytes, .. "\r\n"u8];
}

internal sealed class HangFault() : Fault(nameof(Hang))
{
    internal override Task PlayAsync(FaultScene scene, CancellationToken ct) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
}

internal sealed class DelayFault(TimeSpan wait) : Fault(nameof(Delay))
{
    internal override async Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        await Task.Delay(wait, TimeProvider.System, ct);
        await scene.TrueAnswer.SendAsync(scene.Http.Response, ct);
    }
}

internal sealed class DelayUntilFault(Task happened) : Fault(nameof(DelayUntil))
{
    internal override async Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        await happened.WaitAsync(ct);
        await scene.TrueAnswer.SendAsync(scene.Http.Response, ct);
    }
}

internal sealed class DripFault(TimeSpan pause) : Fault(nameof(OneByteASecond))
{
    internal override async Task PlayAsync(FaultScene scene, CancellationToken ct)
    {
        var response = scene.Http.Response;
        var body = await scene.TrueAnswer.BodyAsync(ct);
        scene.TrueAnswer.PutHead(response);
        response.ContentLength = body.Length;
        for (var index = 0; index < body.Length; index++)
        {
            await response.Body.WriteAsync(body.AsMemory(index, 1), ct);
            await response.Body.FlushAsync(ct);
            await Task.Delay(pause, TimeProvider.System, ct);
        }
    }
}
