using System.Diagnostics;
using CdnGateway.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>The real host on a real socket, in front of stand-ins of both providers on real sockets.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly GatewayFactory factory;
    private readonly GatewaySetup setup;

    private readonly DirectoryInfo data;

    private GatewayUnderTest(SandboxServer sandbox, GatewayFactory factory, CapturedLog log, GatewaySetup setup, DirectoryInfo data)
    {
        this.data = data;
        this.setup = setup;
        Sandbox = sandbox;
        Log = log;
        this.factory = factory;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 512 })
        {
            BaseAddress = factory.ClientOptions.BaseAddress,
            Timeout = Patience,
        };
    }

    public HttpClient Client { get; }

    public SandboxServer Sandbox { get; }

    public CapturedLog Log { get; }

    public static async Task<GatewayUnderTest> StartAsync(GatewaySetup? setup = null)
    {
        setup ??= new GatewaySetup();
        var sandbox = await SandboxServer.StartAsync(setup.Sandbox with { Time = setup.Time }, TestContext.Current.CancellationToken);
        var log = new CapturedLog();
        var data = Directory.CreateTempSubdirectory("cdngateway-test-");
        var host = new GatewayFactory(setup.WithStoreIn(data), sandbox, log);
        host.UseKestrel();
        host.StartServer();
        return new GatewayUnderTest(sandbox, host, log, setup, data);
    }

    public T Service<T>()
        where T : notnull => factory.Services.GetRequiredService<T>();

    public Task<Answer> BandwidthFlowAsync(string query) => GetAsync($"/api/v1/bandwidth-flow?{query}");

    public Task<Answer> Monthly95Async(string query) => GetAsync($"/api/v1/monthly-95?{query}");

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        var started = Stopwatch.GetTimestamp();
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response, started);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Sandbox.DisposeAsync(); // first, so that no call on its way holds the host
        await factory.DisposeAsync();
        data.Delete(recursive: true);
        Silence.Check(Log, Sandbox, setup.Sandbox);
    }
}
