namespace CdnGateway.Usage;

/// <summary>A half-open run of whole 5-minute intervals, aligned on the clock's five minutes.</summary>
/// <remarks>5 minutes is the billing granularity of both providers (docs/units-and-time.md).</remarks>
internal readonly record struct UsageWindow
{
    /// <summary>Length of an interval.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private UsageWindow(DateTimeOffset start, int count)
    {
        Start = start;
        Count = count;
    }

    /// <summary>Start of the first interval, on Beijing's clock.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Number of intervals.</summary>
    public int Count { get; }

    /// <summary>End of the last interval, exclusive.</summary>
    public DateTimeOffset End => Start + Count * Interval;

    /// <summary>The intervals whose start lies in <c>[start, end)</c>; empty when there is none.</summary>
    public static UsageWindow Of(DateTimeOffset start, DateTimeOffset end)
    {
        var first = Ceiling(start);
        var count = (Ceiling(end) - first) / Interval;
        return new UsageWindow(first, (int)Math.Max(0, count));
    }

    /// <summary>The latest interval border that is not after the instant.</summary>
    public static DateTimeOffset Floor(DateTimeOffset instant) =>
        BeijingTime.Of(instant.AddTicks(-(instant.UtcTicks % Interval.Ticks)));

    /// <summary>Start of the interval at a position.</summary>
    public DateTimeOffset TimeAt(int index) => Start + index * Interval;

    /// <summary>So many consecutive intervals of this window.</summary>
    public UsageWindow Part(int from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - from);
        return new UsageWindow(TimeAt(from), count);
    }

    /// <summary>Position of the interval that starts at the instant; -1 when it is outside.</summary>
    /// <param name="start">A start on an interval border.</param>
    public int IndexOf(DateTimeOffset start)
    {
        var offset = start.UtcTicks - Start.UtcTicks;
        var index = offset / Interval.Ticks;
        return offset >= 0 && index < Count ? (int)index : -1;
    }

    /// <summary>How many intervals this window starts after another one; negative when it starts before it.</summary>
    public int PositionIn(UsageWindow other) => (int)((Start.UtcTicks - other.Start.UtcTicks) / Interval.Ticks);

    /// <summary>True when the instant is a border between two intervals.</summary>
    public static bool IsAligned(DateTimeOffset instant) => instant.UtcTicks % Interval.Ticks == 0;

    private static DateTimeOffset Ceiling(DateTimeOffset instant)
    {
        var floor = Floor(instant);
        return floor == instant ? floor : floor + Interval;
    }
}
