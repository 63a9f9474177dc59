using CdnGateway.Collecting;
using CdnGateway.Providers;
using CdnGateway.Replicas;
using CdnGateway.Store;
using CdnGateway.Store.Postgres;
using CdnGateway.Upstream;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.Hosting;

/// <summary>What a gateway shares with the others on its database: on a PostgreSQL quotas and claims, on a file nothing.</summary>
internal static class ReplicaHosting
{
    /// <summary>The least that a permit is held for: what a connection takes to open, and more.</summary>
    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(10);

    public static void AddReplicas(this IServiceCollection services, StoreOptions options)
    {
        if (!options.IsPostgres)
        {
            services.AddSingleton<IClaims, SoleReplica>();
            return;
        }

        services.AddSingleton(provider => new ReplicaTables(
            ((PostgresStore)provider.GetRequiredService<IUsageStore>()).Database, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ReplicaPulse(
            provider.GetRequiredService<ReplicaTables>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ReplicaPulse>>()));
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaPulse>());
        services.AddSingleton<IClaims>(provider => new SharedClaims(
            provider.GetRequiredService<ReplicaTables>(),
            provider.GetRequiredService<ReplicaPulse>(),
            StoreHosting.KeptAccounts(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SharedClaims>>()));
    }

    /// <summary>The quota of an account's API: its process's own, or shared with the replicas on the same database.</summary>
    public static IQuota QuotaOf(IServiceProvider provider, CdnAccount account, ProviderApi api)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var share = provider.GetRequiredService<CollectorOptions>().QuotaShare;
        if (provider.GetService<ReplicaPulse>() is not { } pulse)
        {
            return UpstreamChannel.OwnQuota(api, time, share);
        }

        var upstream = provider.GetRequiredService<UpstreamOptions>();
        var longestHold = LongestHoldOf(api);
        var terms = new QuotaTerms
        {
            Key = QuotaTerms.KeyOf(StoreHosting.KeptAccountOf(account with { BaseUrl = api.BaseUrl }), api.Window),
            Limit = api.Calls,
            Window = api.Window,
            Margin = UpstreamChannel.MarginOf(api.Window),
            Share = share,
            LongestHold = upstream.TotalTimeout < longestHold ? upstream.TotalTimeout : longestHold,
        };
        return new SharedQuota(terms, provider.GetRequiredService<ReplicaTables>(), pulse, time, provider.GetRequiredService<ILogger<SharedQuota>>());
    }

    /// <summary>What a replica that dies was granted counts as sent after so long; a call that waits longer for its connection is not sent.</summary>
    /// <remarks>A window as a rule: until then the slots of a dead replica are nobody's.</remarks>
    private static TimeSpan LongestHoldOf(ProviderApi api) => api.Window > ShortestHold ? api.Window : ShortestHold;
}
