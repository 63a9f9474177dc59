using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CdnGateway.IntegrationTests.Proxies;

/// <summary>Tells in headers what the request looked like to the gateway when it began to answer.</summary>
internal sealed class SeenByTheGateway : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((HttpContext context, RequestDelegate pipeline) =>
        {
            context.Response.OnStarting(() =>
            {
                var request = context.Request;
                context.Response.Headers["X-Seen"] =
                    $"{request.Scheme}://{request.Host.Host}{request.PathBase} from {context.Connection.RemoteIpAddress?.MapToIPv4()}";
                return Task.CompletedTask;
            });
            return pipeline(context);
        });
        next(app);
    };
}
