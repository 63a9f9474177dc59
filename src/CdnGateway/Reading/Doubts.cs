using System.Collections.Concurrent;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>Which points a bill needs and cannot be made of, so that their provider is asked again although they are settled.</summary>
/// <remarks>
/// A provider that coarsened its points may mend them, and whoever waits for the bill is the only one to notice. It is asked an hour after the last
/// time at the earliest (<see cref="RefreshRule"/>); one that refuses, because it does not go that far back, not before another hour either.
/// </remarks>
internal sealed class Doubts(TimeProvider time)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Route, DateTimeOffset> _refused = new();

    /// <param name="account">Whose points.</param>
    /// <param name="sort">What they are for.</param>
    /// <param name="domain">The host name.</param>
    /// <param name="points">What is known of them.</param>
    public RefreshRule RuleFor(CdnAccount account, CurveSort sort, string domain, UsageSeries points) => RefreshRule.Of(account) with
    {
        IsDoubted = sort.IsForBill
            && GranularityGuard.Check(points, GranularityGuard.ToleranceOf(account.ResolutionBps)) is not null
            && !WasRefused(Route.Of(account, sort.Of(domain))),
    };

    /// <summary>The provider was asked again, and will not answer.</summary>
    public void Refused(Route route) => _refused[route] = time.GetUtcNow();

    private bool WasRefused(Route route) => _refused.TryGetValue(route, out var at) && time.GetUtcNow() - at < AfterRefusal;
}
