namespace CdnGateway.Usage;

/// <summary>Figures over the 5-minute points of a series; null where there is no point.</summary>
/// <param name="Peak">The highest value and the first interval that reached it.</param>
/// <param name="AverageBps">Mean of the received values in bit/s, halves rounded up.</param>
/// <param name="P95">The 95th percentile of the received values.</param>
/// <param name="TotalFlowBytes">Sum of the received flow in bytes.</param>
internal sealed record UsageSummary(BillingPoint? Peak, long? AverageBps, BillingPoint? P95, Int128 TotalFlowBytes)
{
    /// <summary>Sums a series up.</summary>
    public static UsageSummary Of(UsageSeries series)
    {
        BillingPoint? peak = null;
        Int128 bandwidth = 0;
        Int128 flow = 0;
        for (var i = 0; i < series.Window.Count; i++)
        {
            if (!series.Has(i))
            {
                continue;
            }

            bandwidth += series.BandwidthAt(i);
            flow += series.FlowAt(i);
            if (peak is null || series.BandwidthAt(i) > peak.Value.BandwidthBps)
            {
                peak = new BillingPoint(series.BandwidthAt(i), series.Window.TimeAt(i));
            }
        }

        return new UsageSummary(peak, Mean(bandwidth, series.Received), Percentile95.Of(series), flow);
    }

    /// <summary>The mean in whole numbers, halves rounded up; null of nothing.</summary>
    public static long? Mean(Int128 sum, int count) => count == 0 ? null : (long)((sum + count / 2) / count);
}
