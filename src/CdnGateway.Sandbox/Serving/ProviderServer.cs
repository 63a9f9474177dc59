using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdnGateway.Sandbox.Serving;

/// <summary>
/// Kestrel on a loopback port, without a host around it: a second host in the gateway's process would read the gateway's
/// environment (URLs, logging), catch its signals and count the stand-ins' requests in its metrics.
/// </summary>
internal sealed class ProviderServer(Func<HttpContext, CancellationToken, Task> handle) : IAsyncDisposable
{
    private static readonly TimeSpan PatienceAtStop = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim turn = new(1, 1);
    private KestrelServer? server;
    private CancellationTokenSource? stopping;
    private int port;

    public Uri Url => new($"http://127.0.0.1:{port}");

    /// <summary>Starts on a free port; after a stop, on the same port again.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (server is not null)
            {
                return;
            }

            stopping = new CancellationTokenSource();
            var starting = Create(port);
            await starting.StartAsync(new Application(handle, stopping.Token), ct);
            port = new Uri(starting.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Port;
            server = starting;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops listening and cuts what is open; from now on connections are refused.</summary>
    public async Task StopAsync()
    {
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            if (server is null)
            {
                return;
            }

            await stopping!.CancelAsync();
            using var patience = new CancellationTokenSource(PatienceAtStop, TimeProvider.System);
            await server.StopAsync(patience.Token);
            server.Dispose();
            stopping.Dispose();
            server = null;
        }
        finally
        {
            turn.Release();
        }
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    private static KestrelServer Create(int port)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        // A fault may answer a byte a second, and a client may be as slow: neither is Kestrel's business here.
        options.Limits.MinResponseDataRate = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    private sealed class Application(Func<HttpContext, CancellationToken, Task> handle, CancellationToken stopping)
        : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            try
            {
                await handle(context, over.Token);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or ConnectionResetException)
            {
                context.Abort();
            }
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
