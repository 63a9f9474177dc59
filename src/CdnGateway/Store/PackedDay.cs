using CdnGateway.Usage;

namespace CdnGateway.Store;

/// <summary>A Beijing day of a curve as both databases have it.</summary>
/// <param name="Number">The day, as <see cref="DateOnly.DayNumber"/>: days since 0001-01-01.</param>
/// <param name="Bandwidth">Block of bit/s.</param>
/// <param name="Flow">Block of bytes.</param>
/// <param name="Asked">Block of when each interval was last asked for.</param>
internal sealed record PackedDay(int Number, byte[] Bandwidth, byte[] Flow, byte[] Asked)
{
    /// <summary>The number of the day that an instant lies in.</summary>
    public static int NumberOf(DateTimeOffset instant) => BeijingTime.DateOf(instant).DayNumber;

    /// <summary>The whole days that a window touches.</summary>
    public static UsageWindow WholeDaysOf(UsageWindow window) => UsageWindow.Of(
        StartOf(NumberOf(window.Start)), StartOf(LastNumberOf(window) + 1));

    /// <summary>The number of the last day that a window touches.</summary>
    public static int LastNumberOf(UsageWindow window) => NumberOf(window.End - UsageWindow.Interval);

    /// <summary>The days of a series whose window is whole days.</summary>
    public static PackedDay[] AllOf(KeptSeries series)
    {
        var days = new PackedDay[series.Window.Count / DayCodec.Intervals];
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = Of(series, i * DayCodec.Intervals);
        }

        return days;
    }

    /// <summary>Puts what is in a day's blocks into a series, as far as it lies in its window.</summary>
    /// <exception cref="InvalidDataException">A block is damaged.</exception>
    public static void Unpack(int number, ReadOnlySpan<byte> bandwidth, ReadOnlySpan<byte> flow, ReadOnlySpan<byte> asked, KeptSeries into)
    {
        Span<long> bandwidths = stackalloc long[DayCodec.Intervals];
        Span<long> flows = stackalloc long[DayCodec.Intervals];
        Span<uint> times = stackalloc uint[DayCodec.Intervals];
        if (!DayCodec.TryUnpackValues(BlockKind.Bandwidth, bandwidth, bandwidths)
            || !DayCodec.TryUnpackValues(BlockKind.Flow, flow, flows)
            || !DayCodec.TryUnpackTimes(BlockKind.AskedAt, asked, times))
        {
            throw Damaged(number);
        }

        var offset = (int)((StartOf(number) - into.Window.Start) / UsageWindow.Interval);
        var end = Math.Min(DayCodec.Intervals, into.Window.Count - offset);
        for (var i = Math.Max(0, -offset); i < end; i++)
        {
            into.Ask(offset + i, times[i]);
            if (bandwidths[i] >= 0 && flows[i] >= 0)
            {
                into.Points.Set(offset + i, bandwidths[i], flows[i]);
            }
            else if (bandwidths[i] != flows[i])
            {
                throw Damaged(number);
            }
        }
    }

    private static PackedDay Of(KeptSeries series, int from)
    {
        Span<long> bandwidths = stackalloc long[DayCodec.Intervals];
        Span<long> flows = stackalloc long[DayCodec.Intervals];
        for (var i = 0; i < DayCodec.Intervals; i++)
        {
            var has = series.Points.Has(from + i);
            bandwidths[i] = has ? series.Points.BandwidthAt(from + i) : DayCodec.Absent;
            flows[i] = has ? series.Points.FlowAt(from + i) : DayCodec.Absent;
        }

        return new PackedDay(
            NumberOf(series.Window.TimeAt(from)),
            DayCodec.PackValues(BlockKind.Bandwidth, bandwidths),
            DayCodec.PackValues(BlockKind.Flow, flows),
            DayCodec.PackTimes(BlockKind.AskedAt, series.AskedAt.Slice(from, DayCodec.Intervals)));
    }

    private static DateTimeOffset StartOf(int number) => BeijingTime.StartOf(DateOnly.FromDayNumber(number));

    private static InvalidDataException Damaged(int number) => new($"What is kept of {DateOnly.FromDayNumber(number):yyyy-MM-dd} is damaged.");
}
