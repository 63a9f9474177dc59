using System.IO.Pipelines;
using CdnGateway.Security;

namespace CdnGateway.Features.Answering;

/// <summary>Writes an answer: to the caller as it comes when it is large, else as a whole, to be kept when all of it was kept data.</summary>
internal sealed class FreshAnswerResult(Client client, AnswerBody body, Validity validity, KeptAnswers kept, TimeProvider time) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var entityTag = validity.Fingerprint.With(body.ContentType).ToEntityTag();
        if (body.IsSmall && validity is { IsWhole: true, IsKept: true } && !Conditional.IsKnown(httpContext.Request, entityTag))
        {
            var bytes = await WrittenAsync(httpContext.RequestAborted);
            var ready = new ReadyAnswer(bytes, body.ContentType, body.Headers, entityTag, validity.FreshUntil);
            kept.Keep(AnswerKey.Of(httpContext, client), ready, validity);
            await new ReadyAnswerResult(ready, time).ExecuteAsync(httpContext);
            return;
        }

        var response = httpContext.Response;
        Conditional.Describe(response, entityTag, validity.FreshUntil, validity.IsWhole, time.GetUtcNow());
        if (Conditional.IsKnown(httpContext.Request, entityTag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        foreach (var (name, value) in body.Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentType = body.ContentType;
        try
        {
            await body.WriteAsync(response.BodyWriter, httpContext.RequestAborted);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            httpContext.Abort(); // whoever asked has gone, which the server may not have told yet
        }
    }

    private async Task<byte[]> WrittenAsync(CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        var pipe = PipeWriter.Create(memory, new StreamPipeWriterOptions(leaveOpen: true));
        await body.WriteAsync(pipe, cancellationToken);
        await pipe.CompleteAsync();
        return memory.ToArray();
    }
}
