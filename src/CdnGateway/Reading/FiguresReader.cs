using System.Globalization;
using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>What an account reported for a period, or had reported.</summary>
/// <param name="Figures">Null when it never has.</param>
/// <param name="Failure">Why it could not be asked; null when nothing failed.</param>
/// <param name="Source">Where the figures came from.</param>
/// <param name="FetchedAt">When they were reported.</param>
/// <param name="FreshUntil">When they are due again, in Unix seconds.</param>
internal sealed record FiguresReading(
    ReportedFigures? Figures, ProviderFailure? Failure, UsageSource Source, DateTimeOffset FetchedAt, long FreshUntil);

/// <summary>Reads a provider's own billing figures: once a period is settled they are asked for one last time and then served from the store.</summary>
internal sealed class FiguresReader(KeptPoints kept, IClaims claims, TimeProvider time)
{
    private readonly Flights<ReportedFigures> _flights = new();
    private readonly KnownFigures _known = new(kept, time);

    /// <summary>True when the figures are to be asked for.</summary>
    public async ValueTask<bool> IsDueAsync(ICdnProvider provider, BillingQuery query, CancellationToken cancellationToken) =>
        await IsDueAsync(provider, query, notBefore: null, cancellationToken);

    public Task<FiguresReading> ReadAsync(ICdnProvider provider, BillingQuery query, bool isInteractive, CancellationToken cancellationToken) =>
        ReadAsync(provider, query, notBefore: null, isInteractive, cancellationToken);

    /// <param name="provider">Whose.</param>
    /// <param name="query">The question.</param>
    /// <param name="notBefore">Figures that were reported earlier and are not settled are asked for again; null: only those that are due.</param>
    /// <param name="isInteractive">Whether somebody waits for them.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<FiguresReading> ReadAsync(
        ICdnProvider provider, BillingQuery query, DateTimeOffset? notBefore, bool isInteractive, CancellationToken cancellationToken)
    {
        var known = await _known.ReadAsync(provider, query, notBefore, cancellationToken);
        return _known.IsDue(provider, query, known, notBefore)
            ? await FetchAsync(provider, query, known, notBefore, isInteractive, cancellationToken)
            : Reading(provider, query, known, UsageSource.Store, failure: null);
    }

    private async ValueTask<bool> IsDueAsync(ICdnProvider provider, BillingQuery query, DateTimeOffset? notBefore, CancellationToken cancellationToken) =>
        _known.IsDue(provider, query, await _known.ReadAsync(provider, query, notBefore, cancellationToken), notBefore);

    /// <summary>Waits until no call is on its way.</summary>
    public Task LandedAsync(CancellationToken cancellationToken) => _flights.LandedAsync(cancellationToken);

    private async Task<FiguresReading> FetchAsync(
        ICdnProvider provider, BillingQuery query, KeptFigures? known, DateTimeOffset? notBefore, bool isInteractive, CancellationToken cancellationToken)
    {
        var flight = await BoardAsync(provider, query, notBefore, isInteractive, cancellationToken);
        if (flight is null)
        {
            known = await _known.ReadAsync(provider, query, notBefore, cancellationToken);
            return known is not null
                ? Reading(provider, query, known, UsageSource.Store, failure: null)
                : await FetchAsync(provider, query, known, notBefore, isInteractive, cancellationToken); // the store failed in between: then they are due
        }

        try
        {
            var landing = await flight.Landed.WaitAsync(cancellationToken);
            if (landing.Failure is not null && isInteractive && flight.BeganInBackground)
            {
                // It may have run out of a patience that was not this question's.
                return await FetchAsync(provider, query, known, notBefore, isInteractive, cancellationToken);
            }

            return landing.Answer is { } figures
                ? Reading(provider, query, new KeptFigures(figures, landing.At), UsageSource.Provider, failure: null)
                : Reading(provider, query, known, known is null ? UsageSource.Provider : UsageSource.Stale, landing.Failure);
        }
        finally
        {
            flight.Interest.Leave();
        }
    }

    /// <returns>The call that answers the question; null when it has been answered meanwhile.</returns>
    private async Task<Flight<ReportedFigures>?> BoardAsync(
        ICdnProvider provider, BillingQuery query, DateTimeOffset? notBefore, bool isInteractive, CancellationToken cancellationToken)
    {
        var route = new Route(provider.Account.Name, SubjectOf(query));
        var window = query.Period.Window;
        while (true)
        {
            using (await _flights.EnterAsync(route, cancellationToken))
            {
                foreach (var flight in _flights.UnderWay(route))
                {
                    if (flight.Interest.TryJoin(isInteractive))
                    {
                        return flight;
                    }
                }

                if (!await IsDueAsync(provider, query, notBefore, cancellationToken))
                {
                    return null;
                }

                if (await claims.TryClaimAsync(route.Account, route.Subject, window, version: 0, cancellationToken) is { } claim)
                {
                    if (!await IsDueAsync(provider, query, notBefore, cancellationToken))
                    {
                        await claim.DisposeAsync(); // another replica was at it until just now
                        return null;
                    }

                    var interest = isInteractive ? CallInterest.OfRequest() : CallInterest.OfCollector();
                    return _flights.Begin(route, window, interest, flight => FlyAsync(provider, query, flight, claim));
                }
            }

            await claims.WaitAsync(route.Account, route.Subject, window, cancellationToken);
        }
    }

    private async Task<Landing<ReportedFigures>> FlyAsync(
        ICdnProvider provider, BillingQuery query, Flight<ReportedFigures> flight, IAsyncDisposable claim)
    {
        await using var released = claim.ConfigureAwait(false);
        var at = time.GetUtcNow();
        var result = await provider.ReadReportedFiguresAsync(query, flight.Interest, CancellationToken.None);
        if (!result.IsSuccess)
        {
            return new Landing<ReportedFigures>(Answer: null, at, result.Failure, IsKept: false);
        }

        var isKept = await kept.TryKeepFiguresAsync(provider.Account.Name, query, result.Value, at, CancellationToken.None);
        return new Landing<ReportedFigures>(result.Value, at, Failure: null, isKept);
    }

    private FiguresReading Reading(ICdnProvider provider, BillingQuery query, KeptFigures? known, UsageSource source, ProviderFailure? failure) =>
        new(known?.Figures, failure, source, known?.AskedAt ?? time.GetUtcNow(), KnownFigures.DueAt(provider, query, known));

    /// <remarks>Short, however many domains are asked for: databases index it.</remarks>
    private static string SubjectOf(BillingQuery query)
    {
        var question = FiguresQuestion.Of(query);
        return string.Create(CultureInfo.InvariantCulture, $"figures {question.FirstDay} {question.LastDay} {question.Region} {question.Hash}");
    }
}
