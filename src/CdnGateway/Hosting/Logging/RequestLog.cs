using CdnGateway.Diagnostics;
using CdnGateway.Security;

namespace CdnGateway.Hosting.Logging;

/// <summary>One event a request, when it is over. The query is left out: a caller may have put anything into it.</summary>
internal static partial class RequestLog
{
    public static void UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("CdnGateway.Requests");
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            var started = time.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                RequestCompleted(
                    logger,
                    LevelOf(context),
                    context.Request.Method,
                    context.Request.Path,
                    context.Response.StatusCode,
                    time.GetElapsedTime(started).TotalMilliseconds,
                    context.Features.Get<Client>()?.Name ?? "nobody",
                    context.RequestAborted.IsCancellationRequested);
            }
        });
    }

    private static LogLevel LevelOf(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) ? LogLevel.Debug
        : context.Response.StatusCode >= 500 ? LogLevel.Warning
        : LogLevel.Information;

    [LoggerMessage(EventId = EventIds.RequestCompleted, Message = "{Method} {Path} answered {Status} in {ElapsedMs:0.0} ms to {Client} (gone: {Gone})")]
    private static partial void RequestCompleted(
        ILogger logger, LogLevel level, string method, string path, int status, double elapsedMs, string client, bool gone);
}
