namespace CdnGateway.Usage;

/// <summary>Several curves added up point by point, aligned on the start of the interval.</summary>
/// <remarks>A percentile is taken from <see cref="Sum"/>, never added up: the 95 of a sum is not the sum of 95s.</remarks>
/// <param name="sum">The summed curve.</param>
/// <param name="missingSeries">How many curves lack a point at each position.</param>
internal sealed class Overlay(UsageSeries sum, int[] missingSeries)
{
    /// <summary>The summed curve; a time is absent only when every curve lacks it.</summary>
    public UsageSeries Sum => sum;

    /// <summary>How many curves lack a point, position by position.</summary>
    public ReadOnlySpan<int> MissingSeries => missingSeries;

    /// <summary>At how many points of the sum some curve had none.</summary>
    public int IncompletePoints { get; } = CountIncomplete(sum, missingSeries);

    /// <summary>One curve alone.</summary>
    public static Overlay Of(UsageSeries curve)
    {
        var missing = new int[curve.Window.Count];
        for (var i = 0; i < missing.Length; i++)
        {
            missing[i] = curve.Has(i) ? 0 : 1;
        }

        return new Overlay(curve, missing);
    }

    /// <summary>The same over a longer window, in which nothing more is known.</summary>
    public Overlay Over(UsageWindow window)
    {
        var whole = new UsageSeries(window);
        whole.Take(sum);
        var missing = new int[window.Count];
        missingSeries.CopyTo(missing, sum.Window.PositionIn(whole.Window));
        return new Overlay(whole, missing);
    }

    /// <summary>The sums that lack nobody.</summary>
    public UsageSeries WholeSums()
    {
        var whole = new UsageSeries(sum.Window);
        for (var i = 0; i < missingSeries.Length; i++)
        {
            if (missingSeries[i] == 0 && sum.Has(i))
            {
                whole.Set(i, sum.BandwidthAt(i), sum.FlowAt(i));
            }
        }

        return whole;
    }

    /// <summary>How many curves lack a point at a position.</summary>
    public int MissingSeriesAt(int index) => missingSeries[index];

    /// <summary>The largest number of curves that lack a point at one of so many positions.</summary>
    public int MostMissingSeriesIn(int from, int count)
    {
        var most = 0;
        foreach (var missing in missingSeries.AsSpan(from, count))
        {
            most = Math.Max(most, missing);
        }

        return most;
    }

    /// <summary>Adds curves of one and the same window up.</summary>
    public static Overlay Of(UsageWindow window, IReadOnlyList<UsageSeries> curves)
    {
        var sum = new OverlaySum(window);
        foreach (var curve in curves)
        {
            sum.Add(curve);
        }

        return sum.ToOverlay();
    }

    private static int CountIncomplete(UsageSeries sum, int[] missingSeries)
    {
        var incomplete = 0;
        for (var i = 0; i < missingSeries.Length; i++)
        {
            incomplete += missingSeries[i] > 0 && sum.Has(i) ? 1 : 0;
        }

        return incomplete;
    }
}
