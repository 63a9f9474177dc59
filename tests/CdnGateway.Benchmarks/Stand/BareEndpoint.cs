using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdnGateway.Benchmarks.Stand;

/// <summary>The least that Kestrel can do: the same bytes for every request, or 304 to whoever has them. No routing, no log, no keys.</summary>
internal static class BareEndpoint
{
    /// <param name="bodyFile">The body of a warm answer of the gateway.</param>
    /// <param name="entityTag">Its tag.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(string bodyFile, string entityTag, CancellationToken cancellationToken)
    {
        var body = await File.ReadAllBytesAsync(bodyFile, cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, body, entityTag));
        await app.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"listening {app.Urls.First()}");
        await ((IHost)app).WaitForShutdownAsync(cancellationToken);
    }

    private static Task AnswerAsync(HttpContext context, byte[] body, string entityTag)
    {
        var response = context.Response;
        response.Headers.ETag = entityTag;
        if (context.Request.Headers.IfNoneMatch == entityTag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
