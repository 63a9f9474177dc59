using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Forecast;
using CdnGateway.Features.Reconciliation;
using CdnGateway.Features.Targets;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Security;
using CdnGateway.Upstream;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdnGateway.Hosting;

/// <summary>What the gateway is made of.</summary>
internal static class GatewayServices
{
    public static GatewaySettings ReadSettings(this WebApplicationBuilder builder)
    {
        var settings = GatewaySettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), ProviderKinds.All);
        return settings with { Store = settings.Store.Under(builder.Environment.ContentRootPath) };
    }

    public static void AddGateway(this IServiceCollection services, GatewaySettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings.Upstream);
        services.AddStore(settings.Store);
        foreach (var configured in settings.Accounts)
        {
            services.AddAccount(configured);
        }

        services.AddSingleton<ProviderRegistry>();
        services.AddSingleton(provider => new ClientRegistry(settings.Clients, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ClientKeys(provider.GetRequiredService<ClientRegistry>(), settings.AllowAnonymous));
        services.AddSingleton<TargetSelector>();
        services.AddReading();
        services.AddSingleton<UsageQuestion>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<Answers>();
        services.AddSingleton<AnswersUnderWay>();
        services.AddSingleton<Inquirer>();
        services.AddSingleton<BandwidthFlowService>();
        services.AddSingleton<ReportedFiguresQuestion>();
        services.AddSingleton<ReportedMonth>();
        services.AddSingleton<ComputedMonth>();
        services.AddSingleton<Monthly95Service>();
        services.AddSingleton<ForecastService>();
        services.AddSingleton<Surroundings>();
        services.AddSingleton<DifferenceSearch>();
        services.AddSingleton<AccountReconciliation>();
        services.AddSingleton<ReconciliationService>();
        services.AddCollector(settings.Collector);
    }

    private static void AddReading(this IServiceCollection services)
    {
        services.AddSingleton<KeptPoints>();
        services.AddSingleton<ChangeStamps>();
        services.AddSingleton<Doubts>();
        services.AddSingleton<UsageFetcher>();
        services.AddSingleton<UsageReader>();
        services.AddSingleton<FiguresReader>();
        services.AddHostedService<LastLandings>(); // before the collector, so that it is stopped after it
    }

    private static void AddAccount(this IServiceCollection services, ConfiguredAccount configured)
    {
        var account = configured.Account;
        foreach (var api in account.Apis)
        {
            services.AddUpstreamHttpClient(account, api);
            services.AddKeyedSingleton(UpstreamChannel.KeyOf(account, api), (provider, _) => new UpstreamChannel(
                account,
                api,
                provider.GetRequiredService<UpstreamOptions>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<UpstreamChannel>>(),
                ReplicaHosting.QuotaOf(provider, account, api)));
        }

        services.AddSingleton(provider => configured.Kind.Create(provider, account, configured.Options));
    }
}
