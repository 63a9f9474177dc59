namespace CdnGateway.Usage;

/// <summary>Hours and Beijing days from 5-minute points.</summary>
internal static class Rollup
{
    /// <summary>One rolled-up interval.</summary>
    /// <param name="Time">Start of the hour or day.</param>
    /// <param name="AverageBps">Mean of the received 5-minute values, in bit/s.</param>
    /// <param name="PeakBps">The highest of them, in bit/s.</param>
    /// <param name="FlowBytes">Sum of the received flow, in bytes.</param>
    /// <param name="Expected">How many of its 5-minute intervals lie in the window.</param>
    /// <param name="Received">How many of them have a point.</param>
    /// <param name="From">Position in the window of the first of them.</param>
    internal readonly record struct Bucket(DateTimeOffset Time, long AverageBps, long PeakBps, long FlowBytes, int Expected, int Received, int From);

    /// <summary>How many 5-minute intervals a whole one has.</summary>
    public static int IntervalsIn(Granularity granularity) => (int)(Length(granularity) / UsageWindow.Interval);

    /// <summary>The rolled-up intervals, ascending by time.</summary>
    /// <param name="series">The 5-minute points.</param>
    /// <param name="granularity">An hour or a Beijing day.</param>
    /// <param name="withEmpty">Whether those without any point are given too.</param>
    public static IEnumerable<Bucket> Of(UsageSeries series, Granularity granularity, bool withEmpty = false)
    {
        for (var from = 0; from < series.Window.Count;)
        {
            var start = StartOf(series.Window.TimeAt(from), granularity);
            var to = Math.Min(series.Window.Count, from + (int)((start + Length(granularity) - series.Window.TimeAt(from)) / UsageWindow.Interval));
            var bucket = Sum(series, start, from, to);
            if (withEmpty || bucket.Received > 0)
            {
                yield return bucket;
            }

            from = to;
        }
    }

    private static Bucket Sum(UsageSeries series, DateTimeOffset start, int from, int to)
    {
        var bandwidths = series.Bandwidths[from..to];
        var flows = series.Flows[from..to];
        Int128 bandwidth = 0, flow = 0;
        long peak = 0;
        var received = 0;
        for (var i = 0; i < bandwidths.Length; i++)
        {
            if (bandwidths[i] >= 0)
            {
                received++;
                bandwidth += bandwidths[i];
                flow += flows[i];
                peak = Math.Max(peak, bandwidths[i]);
            }
        }

        return new Bucket(start, UsageSummary.Mean(bandwidth, received) ?? 0, peak, long.CreateSaturating(flow), to - from, received, from);
    }

    private static TimeSpan Length(Granularity granularity) => granularity switch
    {
        Granularity.Hour => TimeSpan.FromHours(1),
        Granularity.Day => TimeSpan.FromDays(1),
        _ => UsageWindow.Interval,
    };

    /// <remarks>Window times are on Beijing's clock, so cutting the clock time cuts Beijing days and hours.</remarks>
    private static DateTimeOffset StartOf(DateTimeOffset time, Granularity granularity) =>
        time.AddTicks(-(time.Ticks % Length(granularity).Ticks));
}
