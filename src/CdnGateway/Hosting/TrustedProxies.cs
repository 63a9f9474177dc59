using System.Text.RegularExpressions;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CdnGateway.Hosting;

/// <summary>Believes X-Forwarded-* of the configured proxies and of nobody else.</summary>
internal static partial class TrustedProxies
{
    public static void UseTrustedProxies(this WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.All,
            ForwardLimit = null, // as many proxies in a row as are trusted
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.Use(DropCrookedPrefix);
        app.UseForwardedHeaders(options);
    }

    /// <remarks>A proxy that passes a caller's own prefix through must not make us redirect to <c>//somewhere.else</c>.</remarks>
    private static Task DropCrookedPrefix(HttpContext context, RequestDelegate next)
    {
        if (!PlainPrefix().IsMatch(context.Request.Headers["X-Forwarded-Prefix"].ToString()))
        {
            context.Request.Headers.Remove("X-Forwarded-Prefix");
        }

        return next(context);
    }

    [GeneratedRegex(@"^(/[A-Za-z0-9._~-]+)*/?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PlainPrefix();
}
