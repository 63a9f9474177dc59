using CdnGateway.Diagnostics;
using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>The store as the readers use it: one that fails is told of once, left alone for some seconds, and taken to keep nothing meanwhile.</summary>
/// <remarks>Then every question goes through to the provider: slower and dearer, and never wrong.</remarks>
internal sealed partial class KeptPoints(IUsageStore store, TimeProvider time, ILogger<KeptPoints> logger)
{
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(5);

    /// <summary>Each is told once, and of a store that is damaged all over this many are enough.</summary>
    private const int MostDamagesTold = 100;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _damages = new(StringComparer.Ordinal);
    private long _triedAgainAt = long.MinValue;
    private bool _isFailing;
    private bool _cannotWrite;

    /// <summary>Fills the series with what is kept; with nothing when the store fails.</summary>
    /// <returns>False when the store fails.</returns>
    public async ValueTask<bool> TryReadAsync(Route route, KeptSeries into, CancellationToken cancellationToken)
    {
        into.Clear();
        if (IsLeftAlone)
        {
            return false;
        }

        try
        {
            await store.ReadAsync(route.Account, route.Subject, into, cancellationToken);
            Works(hasWritten: false);
            return true;
        }
        catch (StoreFailedException failure)
        {
            Fails(failure, isWriting: false);
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
        TryAsync(isWriting: true, () => store.KeepAsync(route.Account, route.Subject, answer, askedAt, cancellationToken));

    public async ValueTask<KeptFigures?> TryReadFiguresAsync(string account, BillingQuery query, CancellationToken cancellationToken)
    {
        KeptFigures? kept = null;
        await TryAsync(isWriting: false, async () => kept = await store.ReadFiguresAsync(account, query, cancellationToken));
        return kept;
    }

    public Task<bool> TryKeepFiguresAsync(
        string account, BillingQuery query, ReportedFigures figures, DateTimeOffset askedAt, CancellationToken cancellationToken) =>
        TryAsync(isWriting: true, () => store.KeepFiguresAsync(account, query, figures, askedAt, cancellationToken));

    private bool IsLeftAlone
    {
        get
        {
            lock (_gate)
            {
                return _isFailing && time.GetTimestamp() < _triedAgainAt;
            }
        }
    }

    private async Task<bool> TryAsync(bool isWriting, Func<Task> ask)
    {
        if (IsLeftAlone)
        {
            return false;
        }

        try
        {
            await ask();
            Works(hasWritten: isWriting);
            return true;
        }
        catch (StoreFailedException failure)
        {
            Fails(failure, isWriting);
            return false;
        }
    }

    private void Fails(StoreFailedException failure, bool isWriting)
    {
        bool isNews;
        lock (_gate)
        {
            if (failure.IsDamage)
            {
                if (_damages.Count < MostDamagesTold && _damages.Add(failure.Message))
                {
                    StoreIsDamaged(failure.Message);
                }

                return;
            }

            isNews = !_isFailing;
            _isFailing = true;
            _cannotWrite |= isWriting;
            _triedAgainAt = time.GetTimestamp() + (long)(LeftAlone.TotalSeconds * time.TimestampFrequency);
        }

        if (isNews)
        {
            StoreFails(failure.Message);
        }
    }

    /// <remarks>A full disk can be read: where writing failed, only writing shows that it works again.</remarks>
    private void Works(bool hasWritten)
    {
        if (!Volatile.Read(ref _isFailing))
        {
            return;
        }

        lock (_gate)
        {
            if (!_isFailing || (_cannotWrite && !hasWritten))
            {
                return;
            }

            (_isFailing, _cannotWrite) = (false, false);
        }

        StoreWorksAgain();
    }

    [LoggerMessage(EventIds.StoreFails, LogLevel.Error, "The store fails, so every question goes to its provider until it works again: {Reason}")]
    private partial void StoreFails(string reason);

    [LoggerMessage(EventIds.StoreDamaged, LogLevel.Error, "A part of the store is damaged and not used; questions for it go to their provider until it is deleted: {Reason}")]
    private partial void StoreIsDamaged(string reason);

    [LoggerMessage(EventIds.StoreWorksAgain, LogLevel.Information, "The store works again; kept points are served as usual")]
    private partial void StoreWorksAgain();
}
