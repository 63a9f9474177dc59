using CdnGateway.Features.Health;
using CdnGateway.Providers;
using CdnGateway.Store;

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
        services.AddReplicas(options);
        services.AddSingleton<StoreReadiness>();
    }

    /// <exception cref="StoreFailedException">It cannot be opened; the message says which and why.</exception>
    public static Task OpenStoreAsync(this WebApplication app) =>
        app.Services.GetRequiredService<IUsageStore>().OpenAsync(KeptAccounts(app.Services), CancellationToken.None);

    /// <summary>The accounts, as those who gave what is kept.</summary>
    public static IReadOnlyList<KeptAccount> KeptAccounts(IServiceProvider provider) =>
        [.. provider.GetRequiredService<ProviderRegistry>().All.Select(p => KeptAccountOf(p.Account))];

    public static KeptAccount KeptAccountOf(CdnAccount account) =>
        new(account.Name, account.Provider, account.BaseUrl.AbsoluteUri.TrimEnd('/'), account.Holder);

    /// <remarks>Its message is one clear line without secrets.</remarks>
    public static bool Failed(Exception exception) => exception is StoreFailedException;
}
