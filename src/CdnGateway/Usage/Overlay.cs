namespace CdnGateway.Usage;

/// <summary>Several curves added up point by point, aligned on the start of the interval.</summary>
/// <remarks>A percentile is taken from <see cref="Sum"/>, never added up: the 95 of a sum is not the sum of 95s.</remarks>
internal sealed class Overlay
{
    private readonly int[] _missingSeries;

    private Overlay(UsageSeries sum, int[] missingSeries)
    {
        Sum = sum;
        _missingSeries = missingSeries;
    }

    /// <summary>The summed curve; a time is absent only when every curve lacks it.</summary>
    public UsageSeries Sum { get; }

    /// <summary>How many curves lack a point at a position.</summary>
    public int MissingSeriesAt(int index) => _missingSeries[index];

    /// <summary>At how many points of the sum some curve had none.</summary>
    public int IncompletePoints => Enumerable.Range(0, Sum.Window.Count).Count(i => Sum.Has(i) && _missingSeries[i] > 0);

    /// <summary>The largest number of curves that lack a point at one of so many positions.</summary>
    public int MostMissingSeriesIn(int from, int count) => _missingSeries.AsSpan(from, count).ToArray().Max();

    /// <summary>Adds curves of one and the same window up.</summary>
    public static Overlay Of(UsageWindow window, IReadOnlyList<UsageSeries> curves)
    {
        var sum = new UsageSeries(window);
        var missing = new int[window.Count];
        for (var i = 0; i < window.Count; i++)
        {
            Int128 bandwidth = 0, flow = 0;
            foreach (var curve in curves)
            {
                if (curve.Has(i))
                {
                    bandwidth += curve.BandwidthAt(i);
                    flow += curve.FlowAt(i);
                }
                else
                {
                    missing[i]++;
                }
            }

            if (missing[i] < curves.Count)
            {
                sum.Set(i, long.CreateSaturating(bandwidth), long.CreateSaturating(flow)); // a lie of a provider's must not turn negative
            }
        }

        return new Overlay(sum, missing);
    }
}

/// <summary>Curves added up one after the other, so that only their sum is held.</summary>
internal sealed class OverlaySum(UsageWindow window)
{
    private readonly List<UsageSeries> _curves = [];

    public void Add(UsageSeries curve)
    {
        var copy = new UsageSeries(window);
        copy.Take(curve);
        _curves.Add(copy);
    }

    public Overlay ToOverlay() => Overlay.Of(window, _curves);
}
