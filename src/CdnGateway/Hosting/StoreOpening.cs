using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Store;

namespace CdnGateway.Hosting;

/// <summary>Opens the store before anything is asked of it: whoever starts a gateway that cannot keep anything is told at once.</summary>
internal static class StoreOpening
{
    /// <exception cref="StoreFailedException">It cannot be opened; the message says which and why.</exception>
    public static async Task OpenStoreAsync(this WebApplication app, GatewaySettings settings)
    {
        _ = app.Services.GetRequiredService<TemporaryStore>(); // made before the store, it is disposed of after it
        if (app.Services.GetService<IUsageStore>() is { } store)
        {
            await store.OpenAsync([.. settings.Accounts.Select(configured => KeptAccountOf(configured.Account))], CancellationToken.None);
        }
    }

    /// <remarks>Its message is one clear line without secrets.</remarks>
    public static bool Failed(Exception exception) => exception is StoreFailedException;

    private static KeptAccount KeptAccountOf(CdnAccount account) =>
        new(account.Name, account.Provider, account.BaseUrl.AbsoluteUri, account.Holder);
}
