using System.Security.Cryptography;
using CdnGateway.Billing;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>
/// A Tencent account at API 2.0 (the provider's own month-95, once a month is over), at API 3.0 (points, those of the console and those that are
/// billed), or at both.
/// </summary>
/// <param name="account">What every account has.</param>
/// <param name="v2">Null when it is not called.</param>
/// <param name="v3">Null when it is not called.</param>
/// <param name="time">The clock.</param>
internal sealed class TencentProvider(CdnAccount account, TencentClient? v2, TencentV3Reader? v3, TimeProvider time) : ICdnProvider
{
    private const Capabilities OfV2 = Capabilities.ReportedFigures | Capabilities.ReportsAccount | Capabilities.Regions;
    private const Capabilities OfV3 = Capabilities.Usage | Capabilities.BillingUsage | Capabilities.Regions;

    public static ProviderKind Kind { get; } = new()
    {
        ConfigurationName = "Tencent",
        ApiName = "tencent",
        Title = "Tencent",
        DefaultBaseUrl = new Uri("https://cdn.api.qcloud.com"),
        DefaultSettleAfter = static options => ((TencentOptions)options).DefaultSettleAfter,
        HolderOf = static options => ((TencentOptions)options).Holder,
        ApisOf = static (account, options) => ((TencentOptions)options).ApisOf(account),
        DefaultRule = BillingRules.Month95ValidDays,
        ResolutionOf = static _ => 1,
        ReadOptions = TencentOptions.Read,
        Create = static (services, account, options) => Create(services, account, (TencentOptions)options),
    };

    public CdnAccount Account => account;

    public Capabilities Capabilities => (v2 is null ? Capabilities.None : OfV2) | (v3 is null ? Capabilities.None : OfV3);

    public int MostIntervalsPerCall => v3 is null ? 0 : TencentV3Reader.MostIntervals;

    public Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) =>
        v3?.ReadAsync(curve, window, interest, cancellationToken)
        ?? Task.FromResult<ProviderResult<UsageSeries>>(
            new ProviderFailure(FailureKind.NotSupported, "Tencent's GetTimeBandwidth gives billing figures, not a bandwidth series."));

    /// <remarks>The provider settles on the 1st of the next month and asks not to be asked for the running one.</remarks>
    public Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken) =>
        v2 is null ? Refuse(FailureKind.NotSupported, "Tencent's API 3.0 reports no finished month-95.")
        : query.Period.IsSettledOn(BeijingTime.DateOf(time.GetUtcNow())) ? v2.ReadAsync(query, interest, cancellationToken)
        : Refuse(FailureKind.MonthNotSettled, "Tencent settles a month on the 1st of the next one; the running month has no figure yet.");

    private static Task<ProviderResult<ReportedFigures>> Refuse(FailureKind kind, string detail) =>
        Task.FromResult<ProviderResult<ReportedFigures>>(new ProviderFailure(kind, detail));

    private static TencentProvider Create(IServiceProvider services, CdnAccount account, TencentOptions options)
    {
        var upstream = services.GetRequiredService<UpstreamOptions>();
        var time = services.GetRequiredService<TimeProvider>();
        return new TencentProvider(
            account,
            options.Api.HasFlag(TencentApis.V2) && TencentOptions.V2Of(account) is var v2
                ? new TencentClient(Http(v2), Channel(v2), upstream, options, new TencentNonce(RandomNumberGenerator.GetInt32(int.MaxValue)), time)
                : null,
            options.Api.HasFlag(TencentApis.V3)
                ? new TencentV3Reader(new TencentV3Client(Http(options.V3), Channel(options.V3), upstream, options, time), upstream, time)
                : null,
            time);

        HttpClient Http(ProviderApi api) => services.GetRequiredService<IHttpClientFactory>().CreateClient(UpstreamHttp.ClientName(account, api));
        UpstreamChannel Channel(ProviderApi api) => services.GetRequiredKeyedService<UpstreamChannel>(UpstreamChannel.KeyOf(account, api));
    }
}
