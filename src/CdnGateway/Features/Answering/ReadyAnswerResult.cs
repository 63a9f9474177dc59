namespace CdnGateway.Features.Answering;

/// <summary>Sends a ready answer, or 304 to whoever has it already.</summary>
internal sealed class ReadyAnswerResult(ReadyAnswer answer, TimeProvider time) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        Conditional.Describe(response, answer.EntityTag, answer.FreshUntil, isWhole: true, time.GetUtcNow());
        if (Conditional.IsKnown(httpContext.Request, answer.EntityTag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        return response.BodyWriter.WriteAsync(answer.Body, httpContext.RequestAborted).AsTask();
    }
}
