using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>A JD Cloud account: 5-minute points of live domains. Its month-95 is computed from them.</summary>
internal sealed class JdCloudProvider(CdnAccount account, JdCloudClient client) : ICdnProvider
{
    private const int IntervalsADay = 288;
    private const int MostDaysPerCall = 30;

    public static ProviderKind Kind { get; } = new()
    {
        ConfigurationName = "JdCloud",
        ApiName = "jdcloud",
        DefaultBaseUrl = new Uri("https://opencdn.jcloud.com"),
        DefaultSettleAfter = static _ => TimeSpan.FromDays(1), // JD documents no delay; a day lets every straggler in (docs/providers/jdcloud.md)
        HolderOf = static options => ((JdCloudOptions)options).Holder,
        ReadOptions = JdCloudOptions.Read,
        ApisOf = static (account, _) => [new ProviderApi("opencdn", account.BaseUrl, account.CallsPerMinute, ProviderApi.Minute)],
        Create = (services, account, options) => new JdCloudProvider(
            account,
            new JdCloudClient(
                services.GetRequiredService<IHttpClientFactory>().CreateClient(UpstreamHttp.ClientName(account, account.UsageApi)),
                services.GetRequiredKeyedService<UpstreamChannel>(UpstreamChannel.KeyOf(account, account.UsageApi)),
                services.GetRequiredService<UpstreamOptions>(),
                (JdCloudOptions)options,
                services.GetRequiredService<TimeProvider>())),
    };

    public CdnAccount Account => account;

    public Capabilities Capabilities => Capabilities.Usage;

    public int MostIntervalsPerCall => MostDaysPerCall * IntervalsADay;

    public Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) =>
        client.ReadAsync(curve.Domain, window, interest, cancellationToken);

    public Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken) =>
        Task.FromResult<ProviderResult<ReportedFigures>>(
            new ProviderFailure(FailureKind.NotSupported, "JD Cloud's bandwidth_flow reports no billing figure."));
}
