using System.Security.Cryptography;
using CdnGateway.Billing;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>A Tencent account with a month-95 contract: the provider's own figures, once a month is over.</summary>
internal sealed class TencentProvider(CdnAccount account, TencentClient client, TimeProvider time) : ICdnProvider
{
    public static ProviderKind Kind { get; } = new()
    {
        ConfigurationName = "Tencent",
        ApiName = "tencent",
        DefaultBaseUrl = new Uri("https://cdn.api.qcloud.com"),
        DefaultSettleAfter = TimeSpan.FromHours(28), // billing data come 4 to 28 hours late (DescribeBillingData)
        DefaultRule = BillingRules.Month95ValidDays,
        ResolutionOf = static _ => 1,
        HolderOf = static _ => "", // a key pair rotates, and the account's own number is known only from its answers
        ReadOptions = TencentOptions.Read,
        Create = (services, account, options) => new TencentProvider(
            account,
            new TencentClient(
                services.GetRequiredService<IHttpClientFactory>().CreateClient(UpstreamHttp.ClientName(account.Name)),
                services.GetRequiredKeyedService<UpstreamChannel>(account.Name),
                services.GetRequiredService<UpstreamOptions>(),
                (TencentOptions)options,
                new TencentNonce(RandomNumberGenerator.GetInt32(int.MaxValue)),
                services.GetRequiredService<TimeProvider>()),
            services.GetRequiredService<TimeProvider>()),
    };

    public CdnAccount Account => account;

    public Capabilities Capabilities => Capabilities.ReportedFigures | Capabilities.ReportsAccount | Capabilities.Regions;

    public int MostIntervalsPerCall => 0;

    public Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) =>
        Task.FromResult<ProviderResult<UsageSeries>>(
            new ProviderFailure(FailureKind.NotSupported, "Tencent's GetTimeBandwidth gives billing figures, not a bandwidth series."));

    /// <remarks>The provider settles on the 1st of the next month and asks not to be asked for the running one.</remarks>
    public Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken) =>
        query.Period.IsSettledOn(BeijingTime.DateOf(time.GetUtcNow()))
            ? client.ReadAsync(query, interest, cancellationToken)
            : Task.FromResult<ProviderResult<ReportedFigures>>(new ProviderFailure(
                FailureKind.MonthNotSettled,
                "Tencent settles a month on the 1st of the next one; the running month has no figure yet."));
}
