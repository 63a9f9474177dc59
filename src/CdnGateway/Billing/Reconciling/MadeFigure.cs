using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>A figure and how it was made.</summary>
/// <param name="Method">How.</param>
/// <param name="Month">What the rule made of the values.</param>
/// <param name="Values">The values, under the labels by which they are counted.</param>
/// <param name="Point">The rule's figure in bit/s, before the units' factor, and its interval as it is counted.</param>
internal sealed record MadeFigure(BillingMethod Method, BilledMonth Month, MonthPoints Values, BillingPoint Point)
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

    /// <summary>A value that is there, as the rule ranks it.</summary>
    public long RankedAt(int index)
    {
        var value = Values.Points.BandwidthAt(index);
        return Method.TermsOfCurve.OffPeakDiscount is { } discount && Values.Points.Window.TimeAt(index).Hour < 8
            ? BillingMethod.Off(value, discount)
            : value;
    }
}
