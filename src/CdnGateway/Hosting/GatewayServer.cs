namespace CdnGateway.Hosting;

/// <summary>The web server's own settings.</summary>
internal static class GatewayServer
{
    /// <summary>Whoever stops the process waits for requests on their way, but not as long as a provider may take.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>Room for some hundreds of domains in one query.</summary>
    private const int LongestRequestLine = 32 * 1024;

    public static void AddGatewayServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
    }
}
