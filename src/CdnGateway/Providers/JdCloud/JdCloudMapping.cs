using System.Globalization;
using System.Text.Json;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>The one place where JD's labels, zone and units become ours, and ours become JD's.</summary>
internal static class JdCloudMapping
{
    /// <summary>No domain of the world carries this much (10 Tbit/s, and what flows of it in five minutes); an answer that says so is wrong.</summary>
    private const decimal MostBps = 10e12m;
    private const decimal MostBytes = MostBps / 8 * 300;

    /// <summary>The labels of the first and the last interval; the provider takes both ends inclusively.</summary>
    public static (string Start, string End) LabelsOf(UsageWindow window, PointLabel pointLabel)
    {
        var shift = ShiftOf(pointLabel);
        return (Print(window.Start + shift), Print(window.End - UsageWindow.Interval + shift));
    }

    /// <summary>The wire's name of the edge, so that the answer does not hang on the provider's default.</summary>
    public static string TimePointOf(PointLabel pointLabel) => pointLabel == PointLabel.IntervalStart ? "startTime" : "endTime";

    /// <exception cref="JsonException">A value would give a wrong number.</exception>
    public static UsageSeries ToSeries(List<JdCloudPoint> points, UsageWindow window, JdCloudOptions options)
    {
        var series = new UsageSeries(window);
        var shift = ShiftOf(options.PointLabel);
        foreach (var point in points)
        {
            var start = point.Label - shift;
            if (!UsageWindow.IsAligned(start))
            {
                throw new JsonException("a label is not on a five-minute border");
            }

            var index = window.IndexOf(start);
            if (index >= 0 && point is { Bandwidth: { } bandwidth, Flow: { } flow })
            {
                Put(series, index, ToWhole(bandwidth, options.MegaUnit, MostBps), ToWhole(flow, options.MegaUnit, MostBytes));
            }
        }

        return series;
    }

    private static TimeSpan ShiftOf(PointLabel pointLabel) =>
        pointLabel == PointLabel.IntervalEnd ? UsageWindow.Interval : TimeSpan.Zero;

    private static string Print(DateTimeOffset time) =>
        BeijingTime.Of(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static void Put(UsageSeries series, int index, long bandwidthBps, long flowBytes)
    {
        if (series.Has(index) && (series.BandwidthAt(index) != bandwidthBps || series.FlowAt(index) != flowBytes))
        {
            throw new JsonException("one interval is given twice with different values");
        }

        series.Set(index, bandwidthBps, flowBytes);
    }

    private static long ToWhole(decimal megas, int megaUnit, decimal most)
    {
        if (megas < 0 || megas > most / megaUnit)
        {
            throw new JsonException("a value is negative or beyond reason");
        }

        return (long)decimal.Round(megas * megaUnit, MidpointRounding.AwayFromZero);
    }
}
