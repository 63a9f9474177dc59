using System.Buffers;
using CdnGateway.Usage;

namespace CdnGateway.Billing;

/// <summary>What a rule makes of a curve.</summary>
/// <param name="Standard">The figure without discount; null when no point was received.</param>
/// <param name="OffPeak">The figure after the contract's discount; null without one.</param>
/// <param name="Counted">How many values (or, over daily peaks, days) the standard figure ranked or averaged.</param>
/// <param name="Discarded">How many of the highest of them were dropped.</param>
internal sealed record BilledMonth(BillingPoint? Standard, BillingPoint? OffPeak, int Counted, int Discarded)
{
    /// <summary>What the contract bills.</summary>
    public BillingPoint? Billed => OffPeak ?? Standard;

    /// <summary>Applies a contract's rule to the received points; what is missing is not zero.</summary>
    public static BilledMonth Of(BillingCurve curve, BillingTerms terms)
    {
        if (curve.Points.Received == 0)
        {
            return new BilledMonth(null, null, 0, 0);
        }

        var standard = MonthFigure.Of(curve.Points.Bandwidths, DayGrid.Of(curve.Points.Window), terms.Rule, terms.ValidDayThresholdBps);
        return new BilledMonth(PointOf(standard, curve.Points.Window), OffPeakOf(curve.Points, terms), standard.Counted, standard.Dropped);
    }

    private static BillingPoint? OffPeakOf(UsageSeries points, BillingTerms terms)
    {
        if (terms.OffPeakDiscount is not { } discount)
        {
            return null;
        }

        var grid = DayGrid.Of(points.Window);
        var buffer = ArrayPool<long>.Shared.Rent(points.Window.Count);
        var values = buffer.AsSpan(0, points.Window.Count);
        points.Bandwidths.CopyTo(values);
        new OffPeakRate(discount).ApplyTo(values, grid);
        var figure = MonthFigure.Of(values, grid, terms.Rule, terms.ValidDayThresholdBps);
        ArrayPool<long>.Shared.Return(buffer);
        return PointOf(figure, points.Window);
    }

    private static BillingPoint PointOf(MonthFigure figure, UsageWindow window) =>
        new(figure.Bps, figure.Index < 0 ? null : window.TimeAt(figure.Index));
}
