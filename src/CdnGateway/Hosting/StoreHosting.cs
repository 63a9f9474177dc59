using CdnGateway.Features.Health;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Store;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdnGateway.Hosting;

/// <summary>The store, and its opening before anything is asked of it: who starts a gateway that cannot keep anything is told at once.</summary>
internal static class StoreHosting
{
    public static void AddStore(this IServiceCollection services, StoreOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<TemporaryStore>();
        services.AddSingleton(provider =>
        {
            _ = provider.GetRequiredService<TemporaryStore>(); // made before the store, it is disposed of after it
            return options.Create();
        });
        services.TryAddSingleton<IClaims, SoleReplica>();
        services.AddSingleton<StoreReadiness>();
    }

    /// <exception cref="StoreFailedException">It cannot be opened; the message says which and why.</exception>
    public static Task OpenStoreAsync(this WebApplication app, GatewaySettings settings) =>
        app.Services.GetRequiredService<IUsageStore>()
            .OpenAsync([.. settings.Accounts.Select(configured => KeptAccountOf(configured.Account))], CancellationToken.None);

    /// <remarks>Its message is one clear line without secrets.</remarks>
    public static bool Failed(Exception exception) => exception is StoreFailedException;

    public static KeptAccount KeptAccountOf(CdnAccount account) =>
        new(account.Name, account.Provider, account.BaseUrl.AbsoluteUri, account.Holder);
}
