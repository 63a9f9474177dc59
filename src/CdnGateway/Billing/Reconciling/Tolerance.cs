namespace CdnGateway.Billing.Reconciling;

/// <summary>By how much figures of the same making may differ, because values are printed rounded.</summary>
/// <param name="ResolutionBps">The step of printed values, in bit/s.</param>
internal readonly record struct Tolerance(decimal ResolutionBps)
{
    private const double Deviations = 5;

    private decimal Half => ResolutionBps / 2;

    /// <summary>Up to this a reported figure is the computed one: half a step a curve, for a calculated one half a step of its own, and one bit/s.</summary>
    public long Equal(int curves, bool isCalculated) => (long)((curves * Half) + (curves > 1 || isCalculated ? Half : 0) + 1);

    /// <summary>Up to this a reported figure is that of another method.</summary>
    /// <remarks>
    /// One curve's value is printed alike in the bill and in the points, so a selected one is met exactly. The rounding of many curves
    /// adds up like a random walk (a step's variance is 1/12): more than five deviations of it are not rounding.
    /// </remarks>
    public long Of(MadeFigure made, int curves)
    {
        if (curves == 1 && !made.IsCalculated)
        {
            return 1;
        }

        return (long)((MemberError(curves) * Math.Max(1, made.Method.UnitFactor)) + Half + 1);
    }

    /// <summary>By how much a value at the printed time may differ from the figure.</summary>
    public long OfTime(MadeFigure made, int curves) =>
        curves == 1 && made.Method.Terms.OffPeakDiscount is null ? 0 : (long)(2 * MemberError(curves));

    private decimal MemberError(int curves) =>
        Math.Min(curves * Half, curves == 1 ? Half : ResolutionBps * (decimal)(Deviations * Math.Sqrt(curves / 12.0)));
}
