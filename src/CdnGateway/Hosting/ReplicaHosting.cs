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
    /// <summary>What a replica that dies was granted counts as sent after so long; a call that waits longer for its connection is not sent.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(1);

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

    /// <summary>The quota of an account: its process's own, or shared with the replicas on the same database.</summary>
    public static IQuota QuotaOf(IServiceProvider provider, CdnAccount account)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var share = provider.GetRequiredService<CollectorOptions>().QuotaShare;
        if (provider.GetService<ReplicaPulse>() is not { } pulse)
        {
            return UpstreamChannel.OwnQuota(account, time, share);
        }

        var upstream = provider.GetRequiredService<UpstreamOptions>();
        var terms = new QuotaTerms
        {
            Key = QuotaTerms.KeyOf(StoreHosting.KeptAccountOf(account)),
            Limit = account.CallsPerMinute,
            Window = UpstreamChannel.QuotaWindow,
            Margin = UpstreamChannel.QuotaMargin,
            Share = share,
            LongestHold = upstream.TotalTimeout < LongestHold ? upstream.TotalTimeout : LongestHold,
        };
        return new SharedQuota(terms, provider.GetRequiredService<ReplicaTables>(), pulse, time, provider.GetRequiredService<ILogger<SharedQuota>>());
    }
}
