using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>Which settled points a bill needs and cannot be made of, so that their provider is asked again.</summary>
/// <remarks>
/// A provider that coarsened its points may mend them, and whoever waits for the bill is the only one to notice. A curve is asked for an hour after the
/// last time at the earliest, be it that it failed then, and some curves of an account an hour: most providers that coarsened them did so on purpose.
/// </remarks>
internal sealed class Doubts(TimeProvider time)
{
    /// <summary>Curves of an account; an account whose every curve is coarse is not worth its quota.</summary>
    private const int MostAnHour = 20;

    private static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    /// <summary>How long a question that has planned to ask takes to do it.</summary>
    private static readonly TimeSpan OneQuestion = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<Route, Asking> _askings = [];

    /// <param name="account">Whose points.</param>
    /// <param name="sort">What they are for.</param>
    /// <param name="domain">The host name.</param>
    /// <param name="kept">What is known of them.</param>
    /// <returns>Null when they are good, or were asked for again not long ago.</returns>
    public Doubt? Of(CdnAccount account, CurveSort sort, string domain, KeptSeries kept)
    {
        if (!sort.IsForBill)
        {
            return null;
        }

        var tolerance = GranularityGuard.ToleranceOf(account.ResolutionBps);
        var coarse = GranularityGuard.PartsWithFinding(kept.Points, tolerance);
        if (coarse.Count == 0 || Doubt.Of(kept, coarse, RefreshRule.Of(account), (time.GetUtcNow() - Seldom).ToUnixTimeSeconds(), tolerance) is not { } doubt)
        {
            return null;
        }

        return MayAsk(Route.Of(account, sort.Of(domain))) ? doubt : null;
    }

    /// <summary>The provider was asked again and did not answer.</summary>
    public void Failed(Route route)
    {
        lock (_gate)
        {
            _askings[route] = new Asking(time.GetUtcNow(), HasFailed: true);
        }
    }

    private bool MayAsk(Route route)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (over, _) in _askings.Where(asking => now - asking.Value.At >= Seldom).ToList())
            {
                _askings.Remove(over);
            }

            if (_askings.TryGetValue(route, out var before))
            {
                return !before.HasFailed && now - before.At < OneQuestion;
            }

            if (_askings.Keys.Count(other => other.Account == route.Account) >= MostAnHour)
            {
                return false;
            }

            _askings.Add(route, new Asking(now, HasFailed: false));
            return true;
        }
    }

    private readonly record struct Asking(DateTimeOffset At, bool HasFailed);
}
