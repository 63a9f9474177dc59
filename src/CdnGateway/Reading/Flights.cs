using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>The calls on their way in this process. A flight is in here until its answer is kept, so whoever misses it here finds it in the store.</summary>
internal sealed class Flights<T>
    where T : class
{
    private const int Gates = 256;

    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, Gates).Select(static _ => new SemaphoreSlim(1))];
    private readonly Lock _lock = new();
    private readonly Dictionary<Route, List<Flight<T>>> _underWay = [];

    /// <summary>One at a time plans for a route, between looking at what is under way and setting out.</summary>
    public async Task<IDisposable> EnterAsync(Route route, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)route.GetHashCode() % Gates];
        await gate.WaitAsync(cancellationToken);
        return new Entered(gate);
    }

    public IReadOnlyList<Flight<T>> UnderWay(Route route)
    {
        lock (_lock)
        {
            return _underWay.TryGetValue(route, out var flights) ? [.. flights] : [];
        }
    }

    /// <summary>Begins a flight, which is under way until its landing is complete.</summary>
    public Flight<T> Begin(Route route, UsageWindow window, CallInterest interest, Func<Flight<T>, Task<Landing<T>>> fly)
    {
        var flight = new Flight<T>(window, interest);
        lock (_lock)
        {
            if (!_underWay.TryGetValue(route, out var flights))
            {
                _underWay[route] = flights = [];
            }

            flights.Add(flight);
        }

        flight.Begin(async begun =>
        {
            try
            {
                return await fly(begun);
            }
            finally
            {
                End(route, begun);
            }
        });
        return flight;
    }

    /// <summary>Waits until nothing is under way any more. Nobody may begin anything meanwhile, or it never ends.</summary>
    public async Task LandedAsync(CancellationToken cancellationToken)
    {
        while (AllUnderWay() is { Count: > 0 } flights)
        {
            Task landings = Task.WhenAll(flights.Select(f => f.Landed));
            await landings.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private List<Flight<T>> AllUnderWay()
    {
        lock (_lock)
        {
            return [.. _underWay.Values.SelectMany(flights => flights)];
        }
    }

    private void End(Route route, Flight<T> flight)
    {
        lock (_lock)
        {
            var flights = _underWay[route];
            flights.Remove(flight);
            if (flights.Count == 0)
            {
                _underWay.Remove(route);
            }
        }
    }

    private sealed class Entered(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
