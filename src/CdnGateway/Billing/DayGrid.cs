using CdnGateway.Usage;

namespace CdnGateway.Billing;

/// <summary>Where in a run of intervals the days begin.</summary>
/// <param name="Phase">How many intervals of its day lie before the first one; 0 at midnight.</param>
/// <param name="PerDay">How many intervals a day has.</param>
/// <param name="OffPeak">How many of them, from midnight on, a contract may discount.</param>
internal readonly record struct DayGrid(int Phase, int PerDay, int OffPeak)
{
    /// <summary>5 minutes each.</summary>
    public const int IntervalsPerDay = 288;

    /// <remarks>Tencent's idle time is 00:00–08:00; whether 08:00 itself belongs to it is not printed, and half-open is 8 hours.</remarks>
    private const int OffPeakIntervals = 96;

    /// <summary>Every item is a day of its own.</summary>
    public static DayGrid Days { get; } = new(0, 1, 0);

    /// <summary>The Beijing days of a window.</summary>
    public static DayGrid Of(UsageWindow window) =>
        new((int)(window.Start.TimeOfDay / UsageWindow.Interval), IntervalsPerDay, OffPeakIntervals);

    /// <summary>How many days so many intervals touch.</summary>
    public int DaysIn(int count) => count == 0 ? 0 : (Phase + count - 1) / PerDay + 1;

    /// <summary>The intervals of a day: the first, and the first that is none of them.</summary>
    public (int From, int To) DayOf(int day, int count) =>
        (Math.Max(0, day * PerDay - Phase), Math.Min(count, (day + 1) * PerDay - Phase));

    /// <summary>True when a contract may discount the interval that starts at a time of day.</summary>
    public static bool IsOffPeak(TimeSpan timeOfDay) => timeOfDay < OffPeakIntervals * UsageWindow.Interval;

    /// <summary>The discounted intervals of a day.</summary>
    public (int From, int To) OffPeakOf(int day, int count)
    {
        var start = day * PerDay - Phase;
        return (Math.Clamp(start, 0, count), Math.Clamp(start + OffPeak, 0, count));
    }
}
