using System.Globalization;

namespace CdnGateway.Sandbox.Traffic;

/// <summary>Where around a Beijing month a burst of traffic lies; they can be combined.</summary>
[Flags]
public enum MonthEdge
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>The last five minutes of the month before: inside for who labels one interval late.</summary>
    LastIntervalBefore = 1,

    /// <summary>The first five minutes of the month: outside for who cuts in UTC.</summary>
    FirstInterval = 2,

    /// <summary>The last five minutes of the month: outside for who labels one interval late.</summary>
    LastInterval = 4,

    /// <summary>The five minutes after the month: inside for who cuts in UTC, or labels one interval early.</summary>
    FirstIntervalAfter = 8,

    /// <summary>The first eight hours of the month: outside for who cuts in UTC.</summary>
    FirstEightHours = 16,

    /// <summary>The eight hours after the month: inside for who cuts in UTC.</summary>
    EightHoursAfter = 32,
}

/// <summary>
/// Events right at a month's borders. An ordinary month ends and begins quietly at midnight, so a bill over a range that is shifted
/// by an interval or by eight hours comes to the same figure; with a burst at the edge it does not. One point more above the 95 makes
/// up exactly for one more struck out: with a percentile that is rounded up as well, let the shift lose a burst
/// (<see cref="MonthEdge.LastInterval"/>), not gain one (<see cref="MonthEdge.LastIntervalBefore"/>).
/// </summary>
public static class MonthEdges
{
    private static readonly (MonthEdge Edge, bool AtEnd, TimeSpan From, TimeSpan Until)[] Places =
    [
        (MonthEdge.LastIntervalBefore, false, TimeSpan.FromMinutes(-5), TimeSpan.Zero),
        (MonthEdge.FirstInterval, false, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        (MonthEdge.LastInterval, true, TimeSpan.FromMinutes(-5), TimeSpan.Zero),
        (MonthEdge.FirstIntervalAfter, true, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        (MonthEdge.FirstEightHours, false, TimeSpan.Zero, TimeSpan.FromHours(8)),
        (MonthEdge.EightHoursAfter, true, TimeSpan.Zero, TimeSpan.FromHours(8)),
    ];

    /// <summary>The curve, with every domain carrying <paramref name="bps"/> bit/s more at those edges of a month such as <c>2018-05</c>.</summary>
    public static TrafficCurve WithBursts(TrafficCurve curve, string month, MonthEdge edges, long bps)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var first = DateTime.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture);
        var end = first.AddMonths(1);
        var bursts = Places
            .Where(place => edges.HasFlag(place.Edge))
            .Select(place => (From: (place.AtEnd ? end : first) + place.From, Until: (place.AtEnd ? end : first) + place.Until))
            .ToArray();
        return (domain, start) =>
            curve(domain, start) + (bursts.Any(burst => start >= burst.From && start < burst.Until) ? bps : 0);
    }
}
