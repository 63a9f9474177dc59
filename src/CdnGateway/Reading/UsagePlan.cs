using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>What a question to one account takes, found out from the store alone.</summary>
/// <param name="Provider">The account.</param>
/// <param name="Sort">Which curves of the domains.</param>
/// <param name="Window">The intervals that are asked for.</param>
/// <param name="Domains">In the order of the question.</param>
/// <param name="Curves">The stamps of the domains' curves from before they were read.</param>
/// <param name="Hold">Whether the points are few enough to be held in memory until they are written.</param>
internal sealed record UsagePlan(ICdnProvider Provider, CurveSort Sort, UsageWindow Window, IReadOnlyList<UsagePlan.Domain> Domains, Stamped Curves, bool Hold)
{
    /// <summary>How many calls are due, were nobody else asking.</summary>
    public int Calls => Domains.Sum(d => d.Calls);

    /// <param name="Name">The host name.</param>
    /// <param name="Calls">How many calls are due for it.</param>
    /// <param name="Usage">What is kept; stands as the answer when no call is due.</param>
    internal sealed record Domain(string Name, int Calls, DomainUsage Usage);
}
