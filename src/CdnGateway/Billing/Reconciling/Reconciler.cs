namespace CdnGateway.Billing.Reconciling;

/// <summary>Says whether a provider's figure is the contract's, and if not, which one or two known deviations make it.</summary>
/// <remarks>
/// The order: equal; points missing, and the figure one that they could have made; one cause; one together with missing points, which are
/// known to be missing; two others; unexplained.
/// Each alternative is computed, not guessed. Among several that fit, the printed time decides, then how likely it was beforehand; see
/// <see cref="ChanceBudget"/> for what keeps chance out, and docs/billing-reconciliation.md.
/// </remarks>
internal static class Reconciler
{
    /// <summary>Whether two figures are one within the units' rounding, so that there is nothing to look for.</summary>
    /// <param name="reportedBps">The provider's, in bit/s.</param>
    /// <param name="computedBps">Ours, by the same terms.</param>
    /// <param name="terms">With a discount, or an average, a figure is calculated and not one of the printed values.</param>
    /// <param name="resolutionBps">The step of the values that the provider prints.</param>
    /// <param name="curves">How many curves were added up.</param>
    public static bool AreEqual(long reportedBps, long computedBps, BillingTerms terms, decimal resolutionBps, int curves) =>
        Math.Abs((double)reportedBps - computedBps)
        <= new Tolerance(resolutionBps).Equal(curves, terms.OffPeakDiscount is not null || !terms.Rule.IsRanked);

    /// <summary>Compares and explains.</summary>
    /// <param name="question">The points have to cover the period, with or without holes.</param>
    /// <param name="cancellationToken">Ends the search and the reading of domains.</param>
    public static async ValueTask<Reconciliation> OfAsync(ReconciliationCase question, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var contract = new BillingMethod(question.Reported.IsDiscounted ? question.Terms : question.Terms with { OffPeakDiscount = null });
        var figures = new Figures(question.Points, question.Curves, question.Period.Window);
        if (figures.Of(contract) is not { } computed)
        {
            return new Reconciliation(Verdict.NotComparable, question.Reported, Computed: null, []);
        }

        var weighing = new Weighing(question, computed);
        if (Math.Abs((double)question.Reported.BandwidthBps - computed.FigureBps) <= weighing.EqualWithin)
        {
            return new Reconciliation(Verdict.Equal, question.Reported, computed.Point, []);
        }

        var search = new CauseSearch(question, contract, figures, computed, weighing);
        var causes = search.MissingPoints() ?? await search.DeviationsAsync(cancellationToken);
        return new Reconciliation(causes.Count > 0 ? Verdict.Explained : Verdict.Unexplained, question.Reported, computed.Point, causes);
    }
}
