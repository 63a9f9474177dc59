using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.Faults;
using CdnGateway.Sandbox.JdCloud;
using CdnGateway.Sandbox.Serving;
using CdnGateway.Sandbox.Tencent;
using CdnGateway.Sandbox.TencentV3;

namespace CdnGateway.Sandbox;

/// <summary>
/// Stand-ins of JD Cloud's <c>bandwidth_flow</c> and <c>fee</c>, of Tencent's <c>GetTimeBandwidth</c> and of its API 3.0: real HTTP servers on free loopback ports that
/// check every call as the providers' documents say, serve deterministic traffic, keep a log, and fail on demand.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly StandIn jdCloud;
    private readonly StandIn tencent;
    private readonly StandIn tencentV3;

    private SandboxServer(SandboxOptions options)
    {
        JdCloudSeeds = new JdCloudSeeds(options.JdDefaultLabel);
        TencentSeeds = new TencentSeeds();
        TencentV3Seeds = new TencentV3Seeds();
        JdCloudBilling = new BillingScript(options.JdBilling);
        TencentBilling = new BillingScript(options.TencentBilling);
        jdCloud = new StandIn(new JdCloudApi(options, JdCloudSeeds, JdCloudBilling), options);
        tencent = new StandIn(new TencentApi(options, TencentSeeds, TencentBilling), options);
        tencentV3 = new StandIn(new TencentV3Api(options, TencentV3Seeds, TencentBilling), options);
    }

    /// <summary>Base address of the JD stand-in, such as <c>http://127.0.0.1:41234</c>.</summary>
    public Uri JdCloudUrl => jdCloud.Server.Url;

    /// <summary>Base address of the Tencent stand-in (API 2.0).</summary>
    public Uri TencentUrl => tencent.Server.Url;

    /// <summary>Base address of the stand-in of Tencent's API 3.0, for the same account.</summary>
    public Uri TencentV3Url => tencentV3.Server.Url;

    /// <summary>What arrived at JD.</summary>
    public CallLog JdCloudCalls => jdCloud.Calls;

    /// <summary>What arrived at Tencent (API 2.0).</summary>
    public CallLog TencentCalls => tencent.Calls;

    /// <summary>What arrived at Tencent's API 3.0.</summary>
    public CallLog TencentV3Calls => tencentV3.Calls;

    /// <summary>How JD fails.</summary>
    public FaultScript JdCloudFaults => jdCloud.Faults;

    /// <summary>How Tencent fails (API 2.0).</summary>
    public FaultScript TencentFaults => tencent.Faults;

    /// <summary>How Tencent's API 3.0 fails.</summary>
    public FaultScript TencentV3Faults => tencentV3.Faults;

    /// <summary>Exact points and holes in JD's traffic.</summary>
    public JdCloudSeeds JdCloudSeeds { get; }

    /// <summary>Exact month figures of Tencent.</summary>
    public TencentSeeds TencentSeeds { get; }

    /// <summary>Exact points and holes in the traffic that Tencent's API 3.0 tells.</summary>
    public TencentV3Seeds TencentV3Seeds { get; }

    /// <summary>How JD's fees deviate from what its documents and points say.</summary>
    public BillingScript JdCloudBilling { get; }

    /// <summary>How Tencent's month figures deviate from what its documents and points say.</summary>
    public BillingScript TencentBilling { get; }

    /// <summary>Starts all stand-ins.</summary>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var sandbox = new SandboxServer(options);
        try
        {
            await sandbox.jdCloud.Server.StartAsync(ct);
            await sandbox.tencent.Server.StartAsync(ct);
            await sandbox.tencentV3.Server.StartAsync(ct);
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

    /// <summary>Takes Tencent's API 3.0 off the network: connections are refused until <see cref="StartTencentV3AgainAsync"/>.</summary>
    public Task StopTencentV3Async() => tencentV3.Server.StopAsync();

    /// <summary>Brings Tencent's API 3.0 back on the same port.</summary>
    public Task StartTencentV3AgainAsync(CancellationToken ct) => tencentV3.Server.StartAsync(ct);

    /// <summary>Stops all stand-ins.</summary>
    public async ValueTask DisposeAsync()
    {
        await jdCloud.DisposeAsync();
        await tencent.DisposeAsync();
        await tencentV3.DisposeAsync();
    }
}
