using CdnGateway.Features.Health;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Store;

namespace CdnGateway.Hosting;

/// <summary>The store, and its opening before anything is asked of it: who starts a gateway that cannot keep anything is told at once.</summary>
internal static class StoreHosting
{
    public static void AddStore(this IServiceCollection services, GatewaySettings settings)
    {
        var options = settings.Store;
        services.AddSingleton(options);
        services.AddSingleton<TemporaryStore>();
        services.AddSingleton(provider =>
        {
            _ = provider.GetRequiredService<TemporaryStore>(); // made before the store, it is disposed of after it
            return options.Create();
        });
        services.AddReplicas(options, KeptAccountsOf(settings));
        services.AddSingleton<StoreReadiness>();
    }

    /// <exception cref="StoreFailedException">It cannot be opened; the message says which and why.</exception>
    public static Task OpenStoreAsync(this WebApplication app, GatewaySettings settings) =>
        app.Services.GetRequiredService<IUsageStore>()
            .OpenAsync(KeptAccountsOf(settings), CancellationToken.None);

    /// <remarks>Its message is one clear line without secrets.</remarks>
    public static bool Failed(Exception exception) => exception is StoreFailedException;

    private static IReadOnlyList<KeptAccount> KeptAccountsOf(GatewaySettings settings) =>
    [
        .. settings.Accounts.Select(static a => new KeptAccount(a.Account.Name, a.Account.Provider, a.Account.BaseUrl.AbsoluteUri, a.Account.Holder)),
    ];
}
