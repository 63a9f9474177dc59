using CdnGateway.Contracts;
using CdnGateway.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace CdnGateway.Problems;

/// <summary>Makes problems of what the framework itself refuses and of what nobody caught.</summary>
internal static partial class ProblemPages
{
    public static void UseProblemPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => OfException(context, app.Logger).ExecuteAsync(context),
            SuppressDiagnosticsCallback = _ => true, // logged below, once and without what an exception's text may hold
        });
        app.UseStatusCodePages(page => OfStatus(page.HttpContext).ExecuteAsync(page.HttpContext));
    }

    private static ProblemResult OfException(HttpContext context, ILogger logger)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (exception is BadHttpRequestException bad)
        {
            return new ProblemResult(ProblemCatalog.CodeOf(bad.StatusCode), "The request cannot be read.") { Status = bad.StatusCode };
        }

        RequestFailed(logger, exception, context.Request.Path);
        return new ProblemResult(ErrorCodes.Internal, "Something went wrong inside the gateway. The log has it under this traceId.");
    }

    private static ProblemResult OfStatus(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var detail = status switch
        {
            404 => $"There is nothing at {context.Request.Path}. {context.Request.PathBase}/swagger lists what there is.",
            405 => $"{context.Request.Path} does not take {context.Request.Method}; it takes {context.Response.Headers.Allow}.",
            _ => $"The request was refused with status {status}.",
        };
        return new ProblemResult(ProblemCatalog.CodeOf(status), detail) { Status = status };
    }

    [LoggerMessage(EventIds.RequestFailed, LogLevel.Error, "{Path} failed inside the gateway; the caller got a 500")]
    private static partial void RequestFailed(ILogger logger, Exception? exception, string path);
}
