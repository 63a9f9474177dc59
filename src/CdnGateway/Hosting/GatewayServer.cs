namespace CdnGateway.Hosting;

/// <summary>The web server's own settings.</summary>
internal static class GatewayServer
{
    /// <summary>Whoever stops the process waits for requests on their way, but not as long as a provider may take.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    public static void AddGatewayServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
    }
}
