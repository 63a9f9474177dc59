using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>A billing curve that can be kept: the values, and how many curves of a sum lack each of them.</summary>
/// <param name="Points">The values.</param>
/// <param name="MissingSeries">Of a sum: how many curves lack a point, position by position; empty for one curve.</param>
internal sealed record MonthPoints(UsageSeries Points, ReadOnlyMemory<int> MissingSeries)
{
    /// <summary>One domain's.</summary>
    public static MonthPoints Of(UsageSeries points) => new(points, ReadOnlyMemory<int>.Empty);

    /// <summary>The sum of several.</summary>
    public static MonthPoints Of(Overlay overlay) => new(overlay.Sum, overlay.MissingSeries.ToArray());

    /// <summary>For the rules.</summary>
    public BillingCurve Curve => new(Points, MissingSeries.Span);

    /// <summary>What the points of a period are when every interval is counted as the one so many intervals before it.</summary>
    /// <param name="period">The intervals as they are counted.</param>
    /// <param name="shift">How much later the points that are counted there really start, in intervals.</param>
    /// <returns>Null when the points do not reach so far.</returns>
    public MonthPoints? Cut(UsageWindow period, int shift)
    {
        var from = period.PositionIn(Points.Window) + shift;
        if (from < 0 || from + period.Count > Points.Window.Count)
        {
            return null;
        }

        if (shift == 0 && period == Points.Window)
        {
            return this;
        }

        var cut = new UsageSeries(period);
        for (var i = 0; i < period.Count; i++)
        {
            if (Points.Has(from + i))
            {
                cut.Set(i, Points.BandwidthAt(from + i), Points.FlowAt(from + i));
            }
        }

        return new MonthPoints(cut, MissingSeries.IsEmpty ? MissingSeries : MissingSeries.Slice(from, period.Count));
    }

    /// <summary>The sum with one curve more or less in it.</summary>
    /// <param name="member">Over the same window; with a hole it changes nothing there but how many lack the point.</param>
    /// <param name="curves">How many curves this sum is of.</param>
    /// <param name="sign">1: with it as well; -1: without it.</param>
    public MonthPoints With(UsageSeries member, int curves, int sign)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(member.Window, Points.Window, nameof(member));
        var sum = new UsageSeries(Points.Window);
        var missing = new int[sum.Window.Count];
        for (var i = 0; i < missing.Length; i++)
        {
            var has = member.Has(i);
            var lacking = MissingSeries.IsEmpty ? 0 : MissingSeries.Span[i];
            missing[i] = lacking + (has ? 0 : sign);
            if (missing[i] < curves + sign)
            {
                var value = (Points.Has(i) ? Points.BandwidthAt(i) : 0) + (has ? sign * member.BandwidthAt(i) : 0);
                sum.Set(i, Math.Max(0, value), 0);
            }
        }

        return new MonthPoints(sum, missing);
    }
}
