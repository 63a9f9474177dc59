namespace CdnGateway.Sandbox.Traffic;

/// <summary>
/// The demo's traffic: quiet before dawn, busiest about nine in the Beijing evening, more at weekends, never twice the same and
/// always the same for the same domain and time. All in integers, so that every machine computes the same figure.
/// </summary>
public static class DayNightCurve
{
    private static ReadOnlySpan<int> PercentOfPeakAtHour =>
        [55, 42, 33, 27, 24, 24, 27, 33, 42, 50, 56, 61, 66, 65, 62, 61, 62, 66, 74, 85, 95, 100, 93, 75];

    /// <summary>The curve; between about 0.2 and 3 Gbit/s.</summary>
    public static long BitsPerSecond(string domain, DateTime beijingStart)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var seed = StableHash(domain);
        var day = (ulong)(beijingStart.Ticks / TimeSpan.TicksPerDay);
        var interval = (ulong)(beijingStart.Ticks / (5 * TimeSpan.TicksPerMinute));

        var bps = 1_200_000_000L + (long)(seed % 1_301) * 1_000_000;
        bps = bps / 6_000 * PercentTimesSixty(beijingStart.TimeOfDay);
        bps = bps / 100 * (beijingStart.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 108 : 100);
        bps = bps / 1_000 * Wobble(seed ^ Mix(day), 40);
        return bps / 10_000 * Wobble(seed ^ Mix(interval), 300, 10_000) + (long)(Mix(seed + interval) % 997);
    }

    private static long PercentTimesSixty(TimeSpan timeOfDay)
    {
        var from = PercentOfPeakAtHour[timeOfDay.Hours];
        var to = PercentOfPeakAtHour[(timeOfDay.Hours + 1) % 24];
        return (from * (60 - timeOfDay.Minutes)) + (to * timeOfDay.Minutes);
    }

    private static long Wobble(ulong seed, int amplitude, int around = 1_000) =>
        around - amplitude + (long)(Mix(seed) % (ulong)((2 * amplitude) + 1));

    // FNV-1a, because string.GetHashCode differs from process to process.
    private static ulong StableHash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return hash;
    }

    // The finaliser of SplitMix64: neighbouring intervals must not look alike.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
