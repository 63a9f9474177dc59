using CdnGateway.Sandbox.Faults;
using CdnGateway.Sandbox.JdCloud;
using CdnGateway.Sandbox.Serving;
using CdnGateway.Sandbox.Tencent;

namespace CdnGateway.Sandbox;

/// <summary>
/// Stand-ins of JD Cloud's <c>bandwidth_flow</c> and Tencent's <c>GetTimeBandwidth</c>: real HTTP servers on free loopback ports that
/// check every call as the providers' documents say, serve deterministic traffic, keep a log, and fail on demand.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly StandIn jdCloud;
    private readonly StandIn tencent;

    private SandboxServer(SandboxOptions options)
    {
        JdCloudSeeds = new JdCloudSeeds(options.JdDefaultLabel);
        TencentSeeds = new TencentSeeds();
        jdCloud = new StandIn(new JdCloudApi(options, JdCloudSeeds), options);
        tencent = new StandIn(new TencentApi(options, TencentSeeds), options);
    }

    /// <summary>Base address of the JD stand-in, such as <c>http://127.0.0.1:41234</c>.</summary>
    public Uri JdCloudUrl => jdCloud.Server.Url;

    /// <summary>Base address of the Tencent stand-in.</summary>
    public Uri TencentUrl => tencent.Server.Url;

    /// <summary>What arrived at JD.</summary>
    public CallLog JdCloudCalls => jdCloud.Calls;

    /// <summary>What arrived at Tencent.</summary>
    public CallLog TencentCalls => tencent.Calls;

    /// <summary>How JD fails.</summary>
    public FaultScript JdCloudFaults => jdCloud.Faults;

    /// <summary>How Tencent fails.</summary>
    public FaultScript TencentFaults => tencent.Faults;

    /// <summary>Exact points and holes in JD's traffic.</summary>
    public JdCloudSeeds JdCloudSeeds { get; }

    /// <summary>Exact month figures of Tencent.</summary>
    public TencentSeeds TencentSeeds { get; }

    /// <summary>Starts both stand-ins.</summary>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var sandbox = new SandboxServer(options);
        try
        {
            await sandbox.jdCloud.Server.StartAsync(ct);
            await sandbox.tencent.Server.StartAsync(ct);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Puts in the two answers that the documents print: play.live.com on 2018-06-02 17:15 to 17:30, www.test.com in 2017-11.
    /// </summary>
    public void SeedDocumentedAnswers()
    {
        JdCloudSeeds.Point("play.live.com", "2018-06-02 17:15", "6.1", "228.88");
        JdCloudSeeds.Point("play.live.com", "2018-06-02 17:20", "122.07", "4577.64");
        JdCloudSeeds.Point("play.live.com", "2018-06-02 17:25", "122.07", "4577.64");
        JdCloudSeeds.Point("play.live.com", "2018-06-02 17:30", "115.97", "4348.75");
        var printed = new TencentFigures("62615912670", "2017-11-25 09:55:00", "45011826406", "2017-11-29 02:10:00");
        TencentSeeds.Month("www.test.com", "2017-11", printed);
        TencentSeeds.Month(TencentSeeds.WholeAccount, "2017-11", printed);
    }

    /// <summary>Takes JD off the network: connections are refused until <see cref="StartJdCloudAgainAsync"/>.</summary>
    public Task StopJdCloudAsync() => jdCloud.Server.StopAsync();

    /// <summary>Brings JD back on the same port.</summary>
    public Task StartJdCloudAgainAsync(CancellationToken ct) => jdCloud.Server.StartAsync(ct);

    /// <summary>Takes Tencent off the network: connections are refused until <see cref="StartTencentAgainAsync"/>.</summary>
    public Task StopTencentAsync() => tencent.Server.StopAsync();

    /// <summary>Brings Tencent back on the same port.</summary>
    public Task StartTencentAgainAsync(CancellationToken ct) => tencent.Server.StartAsync(ct);

    /// <summary>Stops both stand-ins.</summary>
    public async ValueTask DisposeAsync()
    {
        await jdCloud.DisposeAsync();
        await tencent.DisposeAsync();
    }
}
