using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>Brings one curve's window up to date: joins the calls that are under way, makes those that are missing, keeps what comes.</summary>
internal sealed class UsageFetcher(KeptPoints kept, IClaims claims, Doubts doubts, ChangeStamps stamps, TimeProvider time)
{
    /// <summary>So many read the store at a time: a series over a year takes two megabytes while it is looked at.</summary>
    private const int AtATime = 8;

    private readonly Flights<UsageSeries> _flights = new();
    private readonly SemaphoreSlim _looking = new(AtATime);

    /// <summary>The calls that are due for a curve's window right now, ascending by time; none where what is kept is damaged, since nothing could be kept there.</summary>
    /// <exception cref="StoreFailedException">The store fails: then nothing is known to be due, and nothing fetched could be kept.</exception>
    public async ValueTask<IReadOnlyList<UsageWindow>> PlanAsync(
        ICdnProvider provider, Curve curve, UsageWindow window, CancellationToken cancellationToken)
    {
        var series = new KeptSeries(window);
        try
        {
            await kept.ReadAsync(Route.Of(provider.Account, curve), series, cancellationToken);
            return CallPlan.Of(series, [], RefreshRule.Of(provider.Account), Now, provider.MostIntervalsPerCall);
        }
        catch (StoreFailedException failure) when (failure.IsDamage)
        {
            kept.TellOfDamage(failure);
            return [];
        }
    }

    /// <summary>Waits until no call is on its way.</summary>
    public Task LandedAsync(CancellationToken cancellationToken) => _flights.LandedAsync(cancellationToken);

    /// <summary>Waits until everything that is due in the window has landed, well or not.</summary>
    /// <returns>How the calls ended; none when nothing was due, or when, in the background, another replica is at it.</returns>
    public async Task<IReadOnlyList<Landing<UsageSeries>>> FetchAsync(
        ICdnProvider provider, CurveSort sort, string domain, UsageWindow window, bool isInteractive, CancellationToken cancellationToken)
    {
        var boarding = new Boarding(provider, sort, domain, window, isInteractive);
        try
        {
            while (true)
            {
                var claimedByOthers = await BoardAsync(boarding, cancellationToken);
                if (claimedByOthers is { } elsewhere)
                {
                    if (!isInteractive)
                    {
                        break;
                    }

                    await claims.WaitAsync(boarding.Route.Account, boarding.Route.Subject, elsewhere, cancellationToken);
                }
                else if (!await boarding.HasToBoardAgainAsync(cancellationToken))
                {
                    break;
                }
            }

            return await boarding.LandingsAsync(cancellationToken);
        }
        finally
        {
            boarding.Leave();
        }
    }

    /// <summary>Joins and begins what is needed, as of what is kept and under way.</summary>
    /// <returns>A window that another replica is at, where there is one.</returns>
    private async Task<UsageWindow?> BoardAsync(Boarding boarding, CancellationToken cancellationToken)
    {
        var (provider, route) = (boarding.Provider, boarding.Route);
        using var entered = await _flights.EnterAsync(route, cancellationToken);
        var seen = await LookAsync(boarding, cancellationToken);
        foreach (var window in seen.Due)
        {
            var claim = seen.Version is { } version ? await claims.TryClaimAsync(route.Account, route.Subject, window, version, cancellationToken) : UncontestedClaim.Instance;
            if (claim is null)
            {
                return window;
            }

            var interest = boarding.IsInteractive ? CallInterest.OfRequest() : CallInterest.OfCollector();
            boarding.Add(_flights.Begin(route, window, interest, flight => FlyAsync(boarding, flight, claim, seen.Doubt)));
        }

        return null;
    }

    /// <summary>Joins what is under way and finds out what is due beside it.</summary>
    private async Task<Seen> LookAsync(Boarding boarding, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            var (provider, route) = (boarding.Provider, boarding.Route);
            var underWay = _flights.UnderWay(route); // before the store is read: what has landed in between is found there
            var series = new KeptSeries(boarding.Window);
            var isRead = await kept.TryReadAsync(route, series, cancellationToken);
            var rule = RefreshRule.Of(provider.Account);
            var doubt = doubts.Of(provider.Account, boarding.Sort, boarding.Curve.Domain, series);
            var trusted = doubt?.Trusted ?? series;
            var withdrawn = boarding.Join(underWay.Where(f => CallPlan.IsDueIn(trusted, f.Window, rule, Now)));
            IReadOnlyList<UsageWindow> taken = [.. underWay.Except(withdrawn).Select(f => f.Window), .. boarding.TriedInVain];
            var due = CallPlan.Of(trusted, taken, rule, Now, provider.MostIntervalsPerCall);
            return new Seen(due, isRead ? series.Version : null, doubt);
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <remarks>It does not hang on the request that began it: others may have joined, and its answer is kept.</remarks>
    private async Task<Landing<UsageSeries>> FlyAsync(Boarding boarding, Flight<UsageSeries> flight, IAsyncDisposable claim, Doubt? doubt)
    {
        await using var released = claim.ConfigureAwait(false);
        var at = time.GetUtcNow(); // what the provider says is at least as new; of two answers that cross, the one that was asked for later wins
        var result = await boarding.Provider.ReadUsageAsync(boarding.Curve, flight.Window, flight.Interest, CancellationToken.None);
        if (!result.IsSuccess)
        {
            if (doubt is not null)
            {
                doubts.Failed(boarding.Route);
            }

            return new Landing<UsageSeries>(Answer: null, at, result.Failure, IsKept: false);
        }

        var answer = doubt?.Better(result.Value) ?? result.Value;
        var isKept = await kept.TryKeepAsync(boarding.Route, answer, at, CancellationToken.None);
        stamps.Change(boarding.Route);
        return new Landing<UsageSeries>(answer, at, Failure: null, isKept);
    }

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <param name="Due">The windows to ask for.</param>
    /// <param name="Version">Of what was read; none when the store fails, so that there is nothing to agree on with others.</param>
    /// <param name="Doubt">Which settled points are asked for again; null: none.</param>
    private readonly record struct Seen(IReadOnlyList<UsageWindow> Due, long? Version, Doubt? Doubt);
}
