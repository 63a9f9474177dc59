using System.Globalization;
using System.Text.Json;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>The one place where JD's labels, zone and units become ours, and ours become JD's.</summary>
/// <remarks>An instance is one answer's curve while it is being read.</remarks>
internal sealed class JdCloudMapping(UsageWindow window, JdCloudOptions options)
{
    /// <summary>No domain of the world carries this much (10 Tbit/s, and what flows of it in five minutes); an answer that says so is wrong.</summary>
    private const long MostBps = 10_000_000_000_000;
    private const long MostBytes = MostBps / 8 * 300;

    private readonly UsageSeries _series = new(window);
    private readonly long _start = (window.Start + ShiftOf(options.PointLabel)).UtcTicks;
    private string? _complaint;

    /// <summary>The labels of the first and the last interval; the provider takes both ends inclusively.</summary>
    public static (string Start, string End) LabelsOf(UsageWindow window, PointLabel pointLabel)
    {
        var shift = ShiftOf(pointLabel);
        return (Print(window.Start + shift), Print(window.End - UsageWindow.Interval + shift));
    }

    /// <summary>The wire's name of the edge, so that the answer does not hang on the provider's default.</summary>
    public static string TimePointOf(PointLabel pointLabel) => pointLabel == PointLabel.IntervalStart ? "startTime" : "endTime";

    /// <summary>Puts a point where its label says; one that lacks a figure is no point, and one outside the window was not asked for.</summary>
    /// <param name="label">In ticks of UTC.</param>
    /// <param name="bandwidth">Mbps.</param>
    /// <param name="flow">MB.</param>
    public void Put(long label, in JdCloudFigure bandwidth, in JdCloudFigure flow)
    {
        if (_complaint is not null)
        {
            return;
        }

        try
        {
            if (label % UsageWindow.Interval.Ticks != 0)
            {
                throw new JsonException("a label is not on a five-minute border");
            }

            var index = (label - _start) / UsageWindow.Interval.Ticks;
            if (label >= _start && index < window.Count && !bandwidth.IsAbsent && !flow.IsAbsent)
            {
                Put((int)index, bandwidth.Times(options.MegaUnit, MostBps), flow.Times(options.MegaUnit, MostBytes));
            }
        }
        catch (JsonException complaint)
        {
            _complaint = complaint.Message; // an answer that is broken further on is told to be broken
        }
    }

    /// <exception cref="JsonException">A value would give a wrong number.</exception>
    public UsageSeries ToSeries() => _complaint is null ? _series : throw new JsonException(_complaint);

    /// <summary>How far the label lies behind the start of its interval.</summary>
    public static TimeSpan ShiftOf(PointLabel pointLabel) =>
        pointLabel == PointLabel.IntervalEnd ? UsageWindow.Interval : TimeSpan.Zero;

    private static string Print(DateTimeOffset time) =>
        BeijingTime.Of(time).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private void Put(int index, long bandwidthBps, long flowBytes)
    {
        if (_series.Has(index) && (_series.BandwidthAt(index) != bandwidthBps || _series.FlowAt(index) != flowBytes))
        {
            throw new JsonException("one interval is given twice with different values");
        }

        _series.Set(index, bandwidthBps, flowBytes);
    }
}
