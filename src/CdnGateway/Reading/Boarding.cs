using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>The flights that one question is on.</summary>
internal sealed class Boarding(ICdnProvider provider, CurveSort sort, string domain, UsageWindow window, bool isInteractive)
{
    private readonly List<Flight<UsageSeries>> _flights = [];
    private readonly HashSet<Flight<UsageSeries>> _givenUp = [];

    public ICdnProvider Provider => provider;

    public CurveSort Sort => sort;

    public Curve Curve { get; } = sort.Of(domain);

    public Route Route { get; } = Route.Of(provider.Account, sort.Of(domain));

    public UsageWindow Window => window;

    public bool IsInteractive => isInteractive;

    /// <summary>Where this question has failed already; it does not try twice.</summary>
    public IEnumerable<UsageWindow> TriedInVain => _flights
        .Where(f => f.Failure is not null && !_givenUp.Contains(f))
        .Select(f => f.Window);

    public void Add(Flight<UsageSeries> flight) => _flights.Add(flight);

    /// <returns>Those that cannot be joined any more: they were withdrawn, and bring nothing.</returns>
    public IReadOnlyList<Flight<UsageSeries>> Join(IEnumerable<Flight<UsageSeries>> underWay)
    {
        var withdrawn = new List<Flight<UsageSeries>>();
        foreach (var flight in underWay.Where(f => !_flights.Contains(f)))
        {
            (flight.Interest.TryJoin(isInteractive) ? _flights : withdrawn).Add(flight);
        }

        return withdrawn;
    }

    /// <summary>Waits for all landings. A call that began in the background may have run out of a patience that was not this question's.</summary>
    public async Task<bool> HasToBoardAgainAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_flights.Select(f => f.Landed)).WaitAsync(cancellationToken);
        var stranded = isInteractive ? _flights.FindAll(f => f.BeganInBackground && f.Failure is not null && !_givenUp.Contains(f)) : [];
        _givenUp.UnionWith(stranded);
        return stranded.Count > 0;
    }

    public async Task<IReadOnlyList<Landing<UsageSeries>>> LandingsAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_flights.Where(f => !_givenUp.Contains(f)).Select(f => f.Landed)).WaitAsync(cancellationToken);

    public void Leave() => _flights.ForEach(f => f.Interest.Leave());
}
