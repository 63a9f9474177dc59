namespace CdnGateway.Billing.Reconciling;

/// <summary>What a provider can have done differently from a contract, the likeliest first.</summary>
/// <remarks>
/// The ranks: first what documents leave open (the rounding of the 5 %; what a mega is; which edge of an interval its label names) and an agreed
/// discount that was forgotten, then what goes wrong in programs (a month in UTC), then what contracts agree on (valid days, discounts), then a list of
/// domains that is not the same, and last what hardly anybody does (a kilo or giga for a mega, a discount of any other tenth).
/// </remarks>
internal static class Deviations
{
    /// <summary>The rank of a domain too many or too few.</summary>
    public const int DomainSetRank = 6;

    /// <summary>The rank of what hardly anybody does; such a cause has to be as sure as a pair.</summary>
    public const int Unusual = 7;

    /// <summary>Before the month in UTC: where the nights make the figure, a discount that moves away from them bills the same as none.</summary>
    private const int ForgottenDiscountRank = 2;

    private const decimal Half = 0.5m;

    /// <summary>All but the domains'.</summary>
    /// <param name="contract">How the figure should be made.</param>
    /// <param name="terms">The contract, with its discount whether this figure has it or not.</param>
    public static IReadOnlyList<Deviation> From(BillingMethod contract, BillingTerms terms) =>
        [.. Roundings(terms.Rule), .. Units(), .. Labels(), .. Zones(), .. Days(terms), .. Discounts(contract, terms)];

    private static IEnumerable<Deviation> Roundings(BillingRule rule) =>
        from rounding in Enum.GetValues<Rounding>()
        where rounding != rule.Rounding && rule.Statistic is Statistic.Percentile95 or Statistic.Percentile95OfDailyPeaks
        select new Deviation(CauseKind.PercentileRounding, 0, method => WithRule(method, method.Terms.Rule with { Rounding = rounding }));

    private static IEnumerable<Deviation> Units() =>
        from power in new[] { 2, -2, 1, -1, 3, -3 }
        select new Deviation(CauseKind.UnitBase, power is 2 or -2 ? 1 : Unusual, method => method with { UnitPower = power });

    private static IEnumerable<Deviation> Labels() =>
        from shift in new[] { -1, 1 }
        select new Deviation(CauseKind.LabelShift, 2, method => method with { LabelShift = shift });

    private static IEnumerable<Deviation> Zones() =>
        from keepsNight in new[] { false, true }
        select new Deviation(CauseKind.MonthZone, 3, method => method with { IsUtc = true, KeepsBeijingNight = keepsNight });

    private static IEnumerable<Deviation> Days(BillingTerms terms)
    {
        long[] thresholds = [terms.ValidDayThresholdBps, BillingTerms.DefaultValidDayThresholdBps, 0];
        var isValid = terms.Rule.Days == DaysCounted.Valid;
        if (isValid)
        {
            yield return new Deviation(CauseKind.ValidDays, 4, method => WithRule(method, method.Terms.Rule with { Days = DaysCounted.Calendar }));
        }

        foreach (var threshold in thresholds.Distinct().Where(threshold => !isValid || threshold != terms.ValidDayThresholdBps))
        {
            yield return new Deviation(CauseKind.ValidDays, 4, method => method with
            {
                Terms = method.Terms with { Rule = method.Terms.Rule with { Days = DaysCounted.Valid }, ValidDayThresholdBps = threshold },
            });
        }
    }

    private static IEnumerable<Deviation> Discounts(BillingMethod contract, BillingTerms terms)
    {
        if (contract.Terms.OffPeakDiscount is not null)
        {
            return [Discount(null, ForgottenDiscountRank)];
        }

        return terms.OffPeakDiscount is { } agreed
            ? [Discount(agreed, 5)]
            : [Discount(Half, 5) with { NeedsTime = true }, .. OtherTenths().Select(tenth => Discount(tenth, Unusual) with { NeedsTime = true })];
    }

    /// <summary>The discounts that are tried where none is agreed.</summary>
    public static IEnumerable<decimal> Tenths() => from tenths in Enumerable.Range(1, 9) select tenths / 10m;

    private static IEnumerable<decimal> OtherTenths() => Tenths().Where(tenth => tenth != Half);

    private static Deviation Discount(decimal? discount, int rank) =>
        new(CauseKind.OffPeak, rank, method => method with { Terms = method.Terms with { OffPeakDiscount = discount } });

    private static BillingMethod WithRule(BillingMethod method, BillingRule rule) => method with { Terms = method.Terms with { Rule = rule } };
}
