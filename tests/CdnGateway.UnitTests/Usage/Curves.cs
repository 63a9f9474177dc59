using System.Globalization;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

/// <summary>Times, windows and series, written short.</summary>
internal static class Curves
{
    /// <summary>ISO 8601 with an offset; without one it is Beijing's clock.</summary>
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(
        text.EndsWith('Z') || text.LastIndexOf('+') > 0 ? text : text + "+08:00",
        CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static UsageWindow Window(string start, string end) => UsageWindow.Of(At(start), At(end));

    /// <summary>So many intervals from 2018-06-01 on, Beijing.</summary>
    public static UsageWindow Window(int count) =>
        UsageWindow.Of(At("2018-06-01T00:00"), At("2018-06-01T00:00") + count * UsageWindow.Interval);

    /// <summary>Bandwidths one after the other, null for a hole; the flow is the bandwidth's.</summary>
    public static UsageSeries Series(params long?[] bandwidths) => Series(Window(bandwidths.Length), bandwidths);

    public static UsageSeries Series(UsageWindow window, params long?[] bandwidths)
    {
        var series = new UsageSeries(window);
        for (var i = 0; i < bandwidths.Length; i++)
        {
            if (bandwidths[i] is { } bandwidth)
            {
                series.Set(i, bandwidth, FlowOf(bandwidth));
            }
        }

        return series;
    }

    public static long FlowOf(long bandwidthBps) => bandwidthBps / 8 * 300;

    public static long?[] Random(Random random, int count, int most, double holes)
    {
        const int Sides = 1 << 10;
        var holesOfAll = (int)(holes * Sides);
        var values = new long?[count];
        for (var i = 0; i < count; i++)
        {
            var drawn = random.Next(); // one draw a point: ten thousand months are many points
            values[i] = drawn % Sides < holesOfAll ? null : (long)(drawn / Sides) % most;
        }

        return values;
    }
}
