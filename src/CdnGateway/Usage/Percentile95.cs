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
    /// <summary>How many of so many points are dropped: 5 %, rounded down, without binary fractions.</summary>
    public static int Discarded(int received) => (int)((long)received * 5 / 100);

    /// <summary>The figure and its interval; null when there is no point.</summary>
    public static BillingPoint? Of(UsageSeries series)
    {
        if (series.Received == 0)
        {
            return null;
        }

        var rank = Discarded(series.Received);
        var figure = FigureOf(series, rank);
        var higher = 0;
        foreach (var bandwidth in series.Bandwidths)
        {
            higher += bandwidth > figure ? 1 : 0;
        }

        return new BillingPoint(figure, series.Window.TimeAt(NthIndexOf(series.Bandwidths, figure, rank - higher)));
    }

    /// <remarks>A month of points is large for the heap, and an answer takes one a domain: the copy that is reordered is borrowed.</remarks>
    private static long FigureOf(UsageSeries series, int rank)
    {
        var buffer = ArrayPool<long>.Shared.Rent(series.Received);
        var values = buffer.AsSpan(0, series.Received);
        series.CopyReceivedBandwidths(values);
        var figure = Selection.Smallest(values, values.Length - 1 - rank);
        ArrayPool<long>.Shared.Return(buffer);
        return figure;
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
