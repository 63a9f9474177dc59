using CdnGateway.Features.Accounts;
using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Health;
using CdnGateway.Features.Forecast;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Reconciliation;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Hosting.Logging;
using CdnGateway.Hosting.OpenApi;
using CdnGateway.Problems;
using CdnGateway.Security;

namespace CdnGateway.Hosting;

/// <summary>The way of a request, from the socket to its endpoint.</summary>
internal static class GatewayPipeline
{
    private const string Api = "/api";

    public static void UseGateway(this WebApplication app, GatewaySettings settings)
    {
        app.UseTrustedProxies(settings.TrustedProxies);
        app.Use(NeverSniffed);
        app.UseRequestLog();
        app.UseProblemPages();
        if (settings.PathBase is not null)
        {
            app.UsePathBase(settings.PathBase);
        }

        app.UseGatewayOpenApi();
        app.UseRouting();
        app.UseWhen(IsApi, api =>
        {
            api.Use(NeverStored);
            api.Use(app.Services.GetRequiredService<ClientKeys>().InvokeAsync);
        });
    }

    public static void MapGateway(this WebApplication app)
    {
        var api = app.MapGroup($"{Api}/v1").WithMetadata(ProblemAnswers.OfApi, ProblemAnswers.OfAnything);
        api.MapBandwidthFlow();
        api.MapMonthly95();
        api.MapReconciliation();
        api.MapForecast();
        api.MapAccounts();
        app.MapHealth();
        app.MapGet("/", (HttpContext context) => Results.Redirect($"{context.Request.PathBase}/swagger/")).ExcludeFromDescription();
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase);

    private static Task NeverStored(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    private static Task NeverSniffed(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    }
}
