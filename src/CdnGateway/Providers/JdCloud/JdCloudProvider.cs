using System.Text.Json;
using CdnGateway.Billing;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>A JD Cloud account: 5-minute points of live domains, and the provider's own figure of a month.</summary>
internal sealed class JdCloudProvider(CdnAccount account, JdCloudClient client, JdCloudOptions options, TimeProvider time) : ICdnProvider
{
    private const int IntervalsADay = 288;
    private const int MostDaysPerCall = 30;
    private const int MostFeeDays = 31;

    public static ProviderKind Kind { get; } = new()
    {
        ConfigurationName = "JdCloud",
        ApiName = "jdcloud",
        Title = "JD Cloud",
        DefaultBaseUrl = new Uri("https://opencdn.jcloud.com"),
        DefaultSettleAfter = static _ => TimeSpan.FromDays(1), // JD documents no delay; a day lets every straggler in (docs/providers/jdcloud.md)
        DefaultRule = BillingRules.Month95,
        ResolutionOf = static options => ((JdCloudOptions)options).MegaUnit / 100m, // two decimals of Mbps
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
                services.GetRequiredService<TimeProvider>()),
            (JdCloudOptions)options,
            services.GetRequiredService<TimeProvider>()),
    };

    public CdnAccount Account => account;

    public Capabilities Capabilities => Capabilities.Usage | Capabilities.ReportedFigures;

    public int MostIntervalsPerCall => MostDaysPerCall * IntervalsADay;

    public Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) =>
        client.ReadAsync(curve.Domain, window, interest, cancellationToken);

    /// <remarks>One domain's figure, or one of several domains together, whose own figures are questions of their own.</remarks>
    public async Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken)
    {
        if (Refusal(query) is { } refusal)
        {
            return refusal;
        }

        var domains = query.Domains.Count > 0 ? query.Domains : account.Domains;
        var answer = await client.ReadFeeAsync(
            domains, query.Period.Window, JdCloudFeeMapping.TypeOf(account.Terms.Rule)!.Value, interest, cancellationToken);
        return answer.IsSuccess ? ToFigures(answer.Value, domains, query.Period.Window) : answer.Failure;
    }

    private ProviderFailure? Refusal(BillingQuery query) =>
        query.Region is not null ? new(FailureKind.NotSupported, "JD Cloud's fee knows no regions: it speaks of mainland China only.")
        : JdCloudFeeMapping.TypeOf(account.Terms.Rule) is null ? new(FailureKind.NotSupported, $"JD Cloud reports no figure by the rule {account.Terms.Rule.Name}.")
        : query.Domains.Count + account.Domains.Count == 0 ? new(FailureKind.NotSupported, "JD Cloud's fee needs a domain, and none is named or listed.")
        : query.Period.Window.Count > MostFeeDays * IntervalsADay ? new(FailureKind.NotSupported, "JD Cloud's fee speaks of at most 31 days.")
        : query.Period.IsSettledOn(BeijingTime.DateOf(time.GetUtcNow())) ? null
        : new(FailureKind.MonthNotSettled, "The running month has no reported figure yet.");

    private ProviderResult<ReportedFigures> ToFigures(JdCloudFee fee, IReadOnlyList<string> domains, UsageWindow window)
    {
        try
        {
            var figure = JdCloudFeeMapping.ToFigure(fee, window, options);
            var own = new Dictionary<string, ReportedFigure>(StringComparer.Ordinal);
            if (domains is [var only])
            {
                own[only] = figure;
            }

            return new ReportedFigures(ProviderAccountId: null, own, figure);
        }
        catch (JsonException wrong)
        {
            return TolerantJson.WrongShape(wrong.Message);
        }
    }
}
