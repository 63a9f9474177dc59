namespace CdnGateway.Billing;

/// <summary>Between which figures the true one lies, whatever the missing points were.</summary>
/// <param name="LowestBps">The least that any filling gives.</param>
/// <param name="HighestBps">The most that any filling gives; null when that can be anything.</param>
internal sealed record FigureBounds(long LowestBps, long? HighestBps)
{
    /// <summary>The exact bounds of the standard figure, over the curve's whole window.</summary>
    /// <param name="curve">What is known.</param>
    /// <param name="terms">The contract; its discount is left out.</param>
    /// <param name="maximumBps">The most that one value can be, unless a known one is more; null: no limit.</param>
    public static FigureBounds Of(BillingCurve curve, BillingTerms terms, long? maximumBps = null) => Of(curve, terms, null, maximumBps);

    /// <summary>The same after the contract's discount, where it has one.</summary>
    public static FigureBounds OfBilled(BillingCurve curve, BillingTerms terms, long? maximumBps = null) =>
        Of(curve, terms, terms.OffPeakDiscount, maximumBps);

    /// <summary>The same of values that can be anything from a lowest to a highest.</summary>
    /// <param name="lows">The lowest of each; not negative.</param>
    /// <param name="highs">The highest of each; <see cref="PossibleMonth.Anything"/>: no limit.</param>
    /// <param name="grid">Where the days begin.</param>
    /// <param name="rule">What is billed.</param>
    /// <param name="validAbove">A day is valid with a value above this.</param>
    public static FigureBounds Of(ReadOnlySpan<long> lows, ReadOnlySpan<long> highs, DayGrid grid, BillingRule rule, long validAbove)
    {
        if (rule.IsOfDailyPeaks)
        {
            // A day's peak can be anything from the peak of the lowest to that of the highest, whatever the other days are.
            lows = DailyPeaks.Of(lows, grid).Values;
            highs = DailyPeaks.Of(highs, grid).Values;
            grid = DayGrid.Days;
        }

        return rule switch
        {
            { Days: DaysCounted.Calendar } or { Statistic: Statistic.FourthDailyPeak } => OfGrowing(lows, highs, grid, rule, validAbove),
            { IsRanked: true } => new RankBounds(lows, highs, new ValidDays(lows, highs, grid, validAbove), rule).Find(),
            _ => MeanBounds.OfValidDays(lows, highs, new ValidDays(lows, highs, grid, validAbove)),
        };
    }

    private static FigureBounds Of(BillingCurve curve, BillingTerms terms, decimal? discount, long? maximumBps)
    {
        if (curve.IsWhole)
        {
            var figure = BilledMonth.Of(curve, terms with { OffPeakDiscount = discount }).Billed?.BandwidthBps ?? 0;
            return new FigureBounds(figure, figure);
        }

        using var month = PossibleMonth.Of(curve, discount, maximumBps);
        return Of(month.Lows, month.Highs, month.Grid, terms.Rule, terms.ValidDayThresholdBps);
    }

    /// <summary>Of a figure that no value can lower by growing: all at their lowest, all at their highest.</summary>
    private static FigureBounds OfGrowing(ReadOnlySpan<long> lows, ReadOnlySpan<long> highs, DayGrid grid, BillingRule rule, long validAbove)
    {
        var lowest = MonthFigure.Of(lows, grid, rule, validAbove).Bps;
        var highest = MonthFigure.Of(highs, grid, rule, validAbove).Bps;
        var limited = rule.IsRanked ? highest != PossibleMonth.Anything : !highs.Contains(PossibleMonth.Anything);
        return new FigureBounds(lowest, limited ? highest : null);
    }
}
