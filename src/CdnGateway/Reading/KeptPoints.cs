using CdnGateway.Diagnostics;
using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>The store as the readers use it: one that fails is told of once, left alone for some seconds, and taken to keep nothing meanwhile.</summary>
/// <remarks>Then every question goes through to the provider: slower and dearer, and never wrong.</remarks>
internal sealed partial class KeptPoints(IUsageStore store, TimeProvider time, ILogger<KeptPoints> logger)
{
    /// <summary>Each is told once, and of a store that is damaged all over this many are enough.</summary>
    private const int MostDamagesTold = 100;

    private readonly StoreTrust _trust = new(time);
    private readonly HashSet<string> _damages = new(StringComparer.Ordinal);

    /// <summary>Fills the series with what is kept; with nothing when the store fails.</summary>
    /// <returns>False when the store fails.</returns>
    public async ValueTask<bool> TryReadAsync(Route route, KeptSeries into, CancellationToken cancellationToken)
    {
        into.Clear();
        if (!_trust.MayBe(written: false))
        {
            return false;
        }

        try
        {
            await store.ReadAsync(route.Account, route.Subject, into, cancellationToken);
            Works(written: false);
            return true;
        }
        catch (StoreFailedException failure)
        {
            Fails(failure, written: false);
            into.Clear();
            return false;
        }
    }

    /// <exception cref="StoreFailedException">The store fails.</exception>
    public ValueTask ReadAsync(Route route, KeptSeries into, CancellationToken cancellationToken)
    {
        into.Clear();
        return store.ReadAsync(route.Account, route.Subject, into, cancellationToken);
    }

    /// <returns>False when the answer could not be kept.</returns>
    public Task<bool> TryKeepAsync(Route route, UsageSeries answer, DateTimeOffset askedAt, CancellationToken cancellationToken) =>
        TryAsync(written: true, () => store.KeepAsync(route.Account, route.Subject, answer, askedAt, cancellationToken));

    public async ValueTask<KeptFigures?> TryReadFiguresAsync(string account, BillingQuery query, CancellationToken cancellationToken)
    {
        KeptFigures? kept = null;
        await TryAsync(written: false, async () => kept = await store.ReadFiguresAsync(account, query, cancellationToken));
        return kept;
    }

    public Task<bool> TryKeepFiguresAsync(
        string account, BillingQuery query, ReportedFigures figures, DateTimeOffset askedAt, CancellationToken cancellationToken) =>
        TryAsync(written: true, () => store.KeepFiguresAsync(account, query, figures, askedAt, cancellationToken));

    private async Task<bool> TryAsync(bool written, Func<Task> ask)
    {
        if (!_trust.MayBe(written))
        {
            return false;
        }

        try
        {
            await ask();
            Works(written);
            return true;
        }
        catch (StoreFailedException failure)
        {
            Fails(failure, written);
            return false;
        }
    }

    private void Fails(StoreFailedException failure, bool written)
    {
        if (failure.IsDamage)
        {
            TellOfDamage(failure);
        }
        else if (_trust.Fails(written))
        {
            StoreFails(failure.Message);
        }
    }

    /// <summary>Tells the operator of a part that cannot be read any more, once.</summary>
    public void TellOfDamage(StoreFailedException damage)
    {
        lock (_damages)
        {
            if (_damages.Count >= MostDamagesTold || !_damages.Add(damage.Message))
            {
                return;
            }
        }

        StoreIsDamaged(damage.Message);
    }

    private void Works(bool written)
    {
        if (_trust.Works(written))
        {
            StoreWorksAgain();
        }
    }

    [LoggerMessage(EventIds.StoreFails, LogLevel.Error, "The store fails, so every question goes to its provider until it works again: {Reason}")]
    private partial void StoreFails(string reason);

    [LoggerMessage(EventIds.StoreDamaged, LogLevel.Error, "A part of the store is damaged and not used; questions for it go to their provider until it is deleted: {Reason}")]
    private partial void StoreIsDamaged(string reason);

    [LoggerMessage(EventIds.StoreWorksAgain, LogLevel.Information, "The store works again; kept points are served as usual")]
    private partial void StoreWorksAgain();
}
