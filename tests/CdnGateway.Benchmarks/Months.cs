using CdnGateway.Sandbox.Traffic;
using CdnGateway.Usage;

namespace CdnGateway.Benchmarks;

/// <summary>Windows and curves such as the sandbox's providers serve.</summary>
internal static class Months
{
    private static readonly DateTimeOffset Start = new(2018, 5, 1, 0, 0, 0, BeijingTime.Offset);

    public static UsageWindow Window(int days) => UsageWindow.Of(Start, Start.AddDays(days));

    public static UsageSeries Series(string domain, int days)
    {
        var series = new UsageSeries(Window(days));
        for (var i = 0; i < series.Window.Count; i++)
        {
            var bps = DayNightCurve.BitsPerSecond(domain, series.Window.TimeAt(i).DateTime);
            series.Set(i, bps, bps / 8 * 300);
        }

        return series;
    }
}
