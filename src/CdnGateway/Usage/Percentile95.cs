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

        var values = series.ReceivedBandwidths();
        Array.Sort(values);
        var rank = Discarded(values.Length);
        var figure = values[values.Length - 1 - rank];
        var higher = values.Length - 1 - Array.LastIndexOf(values, figure);
        return new BillingPoint(figure, NthTimeOf(series, figure, rank - higher));
    }

    private static DateTimeOffset NthTimeOf(UsageSeries series, long bandwidthBps, int earlier)
    {
        for (var i = 0; i < series.Window.Count; i++)
        {
            if (series.Has(i) && series.BandwidthAt(i) == bandwidthBps && earlier-- == 0)
            {
                return series.Window.TimeAt(i);
            }
        }

        throw new InvalidOperationException("A rank within the received points has an interval.");
    }
}

/// <summary>A bandwidth that is billed and the interval that set it.</summary>
/// <param name="BandwidthBps">Bit/s.</param>
/// <param name="Time">Start of the interval; null where the figure has no single one (average of daily peaks).</param>
internal readonly record struct BillingPoint(long BandwidthBps, DateTimeOffset? Time);
