using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>A figure and how it was made.</summary>
/// <param name="Method">How.</param>
/// <param name="Month">What the rule made of the values.</param>
/// <param name="Values">The values, under the labels by which they are counted.</param>
/// <param name="Point">The rule's figure in bit/s, before the units' factor, and its interval as it is counted.</param>
internal sealed record MadeFigure(BillingMethod Method, BilledMonth Month, MethodValues Values, BillingPoint Point)
{
    /// <summary>The figure in bit/s, in the units of the method.</summary>
    public long FigureBps => Scaled(Point.BandwidthBps);

    /// <summary>A value in the units of the method.</summary>
    public long Scaled(long bandwidthBps) => Method.UnitPower == 0
        ? bandwidthBps
        : (long)Math.Round(bandwidthBps * Method.UnitFactor, MidpointRounding.AwayFromZero);

    /// <summary>True when the figure was calculated, and is none of the printed values.</summary>
    public bool IsCalculated =>
        Method.UnitPower != 0 || Method.Terms.OffPeakDiscount is not null || Method.Terms.Rule.Statistic == Statistic.AverageOfDailyPeaks;

    /// <summary>Between which figures the missing points let it lie, before the units' factor; null when none is missing.</summary>
    public FigureBounds? Bounds => Values.Plain.Curve.IsWhole
        ? null
        : FigureBounds.OfBilled(
            (Method.KeepsBeijingNight ? Values.Ranked : Values.Plain).Curve,
            Method.KeepsBeijingNight ? Method.WithoutDiscount : Method.Terms,
            Method.Terms.MaximumBps);

    /// <summary>At how many intervals the value is not known, or not wholly.</summary>
    public int Unknown
    {
        get
        {
            var curve = Values.Plain.Curve;
            var unknown = curve.Points.Missing;
            for (var i = 0; i < Window.Count; i++)
            {
                unknown += curve.IsPartial(i) ? 1 : 0;
            }

            return unknown;
        }
    }

    /// <summary>The intervals as they are counted.</summary>
    public UsageWindow Window => Values.Plain.Points.Window;
}

/// <summary>The values that a method ranks.</summary>
/// <param name="Plain">Before a discount.</param>
/// <param name="Ranked">After it; the same without one.</param>
internal sealed record MethodValues(MonthPoints Plain, MonthPoints Ranked)
{
    /// <summary>Null when the points do not reach so far.</summary>
    public static MethodValues? Of(BillingMethod method, MonthPoints points, UsageWindow period)
    {
        if (points.Cut(period, method.Shift) is not { } plain)
        {
            return null;
        }

        if (method.Terms.OffPeakDiscount is not { } discount)
        {
            return new MethodValues(plain, plain);
        }

        var rate = new OffPeakRate(discount);
        var ranked = new UsageSeries(period);
        for (var hour = 0; hour < period.Count; hour += 12)
        {
            var isNight = method.IsNight(period.TimeAt(hour));
            for (var i = hour; i < Math.Min(hour + 12, period.Count); i++)
            {
                if (plain.Points.Has(i))
                {
                    var value = plain.Points.BandwidthAt(i);
                    ranked.Set(i, isNight ? rate.Of(value) : value, 0);
                }
            }
        }

        return new MethodValues(plain, plain with { Points = ranked });
    }
}
