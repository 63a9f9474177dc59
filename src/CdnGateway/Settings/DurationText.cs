using System.Collections.Frozen;
using System.Globalization;

namespace CdnGateway.Settings;

/// <summary>Durations as people type them: <c>10s</c>, <c>1.5 s</c>, <c>500ms</c>, <c>2m</c>, <c>28h</c>, <c>2d</c>, <c>00:00:10</c>, <c>1.00:00:00</c>, and seconds.</summary>
/// <remarks>Never <c>TimeSpan.Parse</c>, to which a bare 10 is ten days and <c>00:10</c> ten minutes.</remarks>
internal static class DurationText
{
    public const string Examples = "such as 10s, 500ms, 2m or 00:00:10 (a bare number is seconds)";

    private static readonly string[] ClockFormats = [@"h\:mm\:ss", @"h\:mm\:ss\.FFFFFFF", @"d\.h\:mm\:ss"];

    private static readonly FrozenDictionary<string, decimal> TicksPerUnit = new Dictionary<string, decimal>(StringComparer.Ordinal)
    {
        ["ms"] = TimeSpan.TicksPerMillisecond,
        [""] = TimeSpan.TicksPerSecond,
        ["s"] = TimeSpan.TicksPerSecond,
        ["m"] = TimeSpan.TicksPerMinute,
        ["min"] = TimeSpan.TicksPerMinute,
        ["h"] = TimeSpan.TicksPerHour,
        ["d"] = TimeSpan.TicksPerDay,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParseExact(text, ClockFormats, CultureInfo.InvariantCulture, out duration);
        }

        var parsed = Quantity.TryParse(text, TicksPerUnit, out var ticks) && ticks <= long.MaxValue;
        duration = parsed ? TimeSpan.FromTicks((long)ticks) : default;
        return parsed;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads as this duration, to the millisecond.</summary>
    public static string Format(TimeSpan duration) =>
        duration.Milliseconds != 0 ? $"{duration.TotalMilliseconds:0}ms"
        : duration.Seconds != 0 || duration == TimeSpan.Zero ? $"{duration.TotalSeconds:0}s"
        : duration.Minutes != 0 ? $"{duration.TotalMinutes:0}m"
        : duration.Hours != 0 ? $"{duration.TotalHours:0}h"
        : $"{duration.TotalDays:0}d";
}
