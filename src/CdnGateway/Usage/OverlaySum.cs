namespace CdnGateway.Usage;

/// <summary>An overlay while curves are added to it, one after the other: none of them has to stay in memory.</summary>
/// <param name="window">What every curve speaks of.</param>
internal sealed class OverlaySum(UsageWindow window)
{
    private readonly long[] _bandwidth = new long[window.Count];
    private readonly long[] _flow = new long[window.Count];
    private readonly int[] _missingSeries = new int[window.Count];

    /// <summary>How many curves have been added.</summary>
    public int Curves { get; private set; }

    /// <summary>Adds a curve of the same window up; it can be reused afterwards.</summary>
    public void Add(UsageSeries curve)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(curve.Window, window, nameof(curve));
        Curves++;
        var bandwidths = curve.Bandwidths;
        var flows = curve.Flows[..bandwidths.Length];
        var bandwidthSum = _bandwidth.AsSpan(0, bandwidths.Length);
        var flowSum = _flow.AsSpan(0, bandwidths.Length);
        var missing = _missingSeries.AsSpan(0, bandwidths.Length);
        for (var i = 0; i < bandwidths.Length; i++)
        {
            if (bandwidths[i] >= 0)
            {
                bandwidthSum[i] = Saturated(bandwidthSum[i] + bandwidths[i]);
                flowSum[i] = Saturated(flowSum[i] + flows[i]);
            }
            else
            {
                missing[i]++;
            }
        }
    }

    /// <summary>The overlay of the curves that have been added so far; later ones do not change it.</summary>
    public Overlay ToOverlay()
    {
        var sum = new UsageSeries(window);
        for (var i = 0; i < _missingSeries.Length; i++)
        {
            if (_missingSeries[i] < Curves)
            {
                sum.Set(i, _bandwidth[i], _flow[i]);
            }
        }

        return new Overlay(sum, (int[])_missingSeries.Clone());
    }

    /// <remarks>Two values that are not negative cannot wrap around further than into the negative; a lie of a provider's must not stay there.</remarks>
    private static long Saturated(long sum) => sum < 0 ? long.MaxValue : sum;
}
