namespace CdnGateway.Usage;

/// <summary>The Beijing days that a window touches, cut to it.</summary>
internal static class BeijingDays
{
    public static IEnumerable<UsageWindow> Of(UsageWindow window)
    {
        var perDay = Rollup.IntervalsIn(Granularity.Day);
        var phase = (int)(window.Start.TimeOfDay / UsageWindow.Interval);
        for (int from = 0, to; from < window.Count; from = to)
        {
            to = Math.Min(window.Count, from + perDay - ((phase + from) % perDay));
            yield return window.Part(from, to - from);
        }
    }
}
