using System.Buffers;

namespace CdnGateway.Usage;

/// <summary>The 95th percentile as CDN providers bill it, in whole numbers.</summary>
/// <remarks>
/// All received 5-minute values in descending order, the top 5 % dropped, the next one is the figure: of 8640 points of a 30-day
/// month 432 are dropped and the 433rd is billed (JD Cloud and Tencent, billing pages; docs/units-and-time.md). Where 5 % is not whole
/// the providers are silent; this rounds down, as the one public rule that says so does. Values of one size rank by time, the
/// earlier one first.
/// </remarks>
internal static class Percentile95
{
    /// <summary>How much of the highest is dropped.</summary>
    public const int DroppedPercent = 5;

    /// <summary>How many of so many points are dropped: 5 %, rounded down, without binary fractions.</summary>
    public static int Discarded(int received) => (int)((long)received * DroppedPercent / 100);

    /// <summary>The figure and its interval; null when there is no point.</summary>
    public static BillingPoint? Of(UsageSeries series) => Of(series, Discarded(series.Received));

    /// <summary>The same where another number of points is dropped; null when there is no point.</summary>
    /// <param name="series">The points.</param>
    /// <param name="discarded">Fewer than were received.</param>
    public static BillingPoint? Of(UsageSeries series, int discarded)
    {
        if (series.Received == 0)
        {
            return null;
        }

        var index = IndexOf(series.Bandwidths, series.Received, discarded);
        return new BillingPoint(series.BandwidthAt(index), series.Window.TimeAt(index));
    }

    /// <summary>Where the value stands that is the highest once so many are dropped.</summary>
    /// <param name="bandwidths">Bit/s by time; negative where there is none.</param>
    /// <param name="received">How many of them are not negative; at least one.</param>
    /// <param name="discarded">Fewer than these.</param>
    public static int IndexOf(ReadOnlySpan<long> bandwidths, int received, int discarded)
    {
        var figure = FigureOf(bandwidths, received, discarded);
        var higher = 0;
        foreach (var bandwidth in bandwidths)
        {
            higher += bandwidth > figure ? 1 : 0;
        }

        return NthIndexOf(bandwidths, figure, discarded - higher);
    }

    /// <remarks>A month of points is large for the heap, and an answer takes one a domain: the copy that is reordered is borrowed.</remarks>
    private static long FigureOf(ReadOnlySpan<long> bandwidths, int received, int discarded)
    {
        var buffer = ArrayPool<long>.Shared.Rent(bandwidths.Length);
        var values = buffer.AsSpan(0, bandwidths.Length);
        CopyReceived(bandwidths, received, values);
        var figure = Selection.Smallest(values[..received], received - 1 - discarded);
        ArrayPool<long>.Shared.Return(buffer);
        return figure;
    }

    /// <remarks>Every value is copied and overwritten if it was none: the processor cannot guess where the holes are.</remarks>
    private static void CopyReceived(ReadOnlySpan<long> bandwidths, int received, Span<long> values)
    {
        if (received == bandwidths.Length)
        {
            bandwidths.CopyTo(values);
            return;
        }

        var next = 0;
        foreach (var bandwidth in bandwidths)
        {
            values[next] = bandwidth;
            next += bandwidth >= 0 ? 1 : 0;
        }
    }

    private static int NthIndexOf(ReadOnlySpan<long> bandwidths, long figure, int earlier)
    {
        var index = bandwidths.IndexOf(figure);
        for (; earlier > 0; earlier--)
        {
            index += 1 + bandwidths[(index + 1)..].IndexOf(figure);
        }

        return index;
    }
}

/// <summary>A bandwidth that is billed and the interval that set it.</summary>
/// <param name="BandwidthBps">Bit/s.</param>
/// <param name="Time">Start of the interval; null where the figure has no single one (average of daily peaks).</param>
internal readonly record struct BillingPoint(long BandwidthBps, DateTimeOffset? Time);
