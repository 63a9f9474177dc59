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
        var bandwidths = series.Bandwidths;
        var flows = series.Flows;
        Int128 bandwidth = 0, flow = 0;
        var peak = -1;
        for (var i = 0; i < bandwidths.Length; i++)
        {
            if (bandwidths[i] < 0)
            {
                continue;
            }

            bandwidth += bandwidths[i];
            flow += flows[i];
            if (peak < 0 || bandwidths[i] > bandwidths[peak])
            {
                peak = i;
            }
        }

        return new UsageSummary(
            peak < 0 ? null : new BillingPoint(bandwidths[peak], series.Window.TimeAt(peak)),
            Mean(bandwidth, series.Received),
            Percentile95.Of(series),
            flow);
    }

    /// <summary>The mean in whole numbers, halves rounded up; null of nothing.</summary>
    public static long? Mean(Int128 sum, int count) => count == 0 ? null : (long)((sum + count / 2) / count);
}
