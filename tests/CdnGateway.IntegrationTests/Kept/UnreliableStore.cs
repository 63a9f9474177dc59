using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>The real store, until it is told to fail.</summary>
internal sealed class UnreliableStore(IUsageStore store) : IUsageStore
{
    private volatile bool _failsToRead;
    private volatile bool _failsToWrite;

    public void Break() => (_failsToRead, _failsToWrite) = (true, true);

    public void BreakForWriting() => _failsToWrite = true;

    public void Mend() => (_failsToRead, _failsToWrite) = (false, false);

    public static void InPlaceOfTheRealOne(IServiceCollection services)
    {
        var real = services.Single(service => service.ServiceType == typeof(IUsageStore));
        services.Remove(real);
        services.AddSingleton<IUsageStore>(provider => new UnreliableStore((IUsageStore)real.ImplementationFactory!(provider)));
    }

    public Task OpenAsync(IReadOnlyList<KeptAccount> accounts, CancellationToken cancellationToken) => store.OpenAsync(accounts, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        Fail(_failsToRead || _failsToWrite);
        return store.CheckAsync(cancellationToken);
    }

    public ValueTask ReadAsync(string account, string domain, KeptSeries into, CancellationToken cancellationToken)
    {
        Fail(_failsToRead);
        return store.ReadAsync(account, domain, into, cancellationToken);
    }

    public Task KeepAsync(string account, string domain, UsageSeries answer, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        Fail(_failsToWrite);
        return store.KeepAsync(account, domain, answer, askedAt, cancellationToken);
    }

    public ValueTask<KeptFigures?> ReadFiguresAsync(string account, BillingQuery query, CancellationToken cancellationToken)
    {
        Fail(_failsToRead);
        return store.ReadFiguresAsync(account, query, cancellationToken);
    }

    public Task KeepFiguresAsync(string account, BillingQuery query, ReportedFigures figures, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        Fail(_failsToWrite);
        return store.KeepFiguresAsync(account, query, figures, askedAt, cancellationToken);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static void Fail(bool fails)
    {
        if (fails)
        {
            throw new StoreFailedException("The disk is gone.", new IOException("gone"));
        }
    }
}
