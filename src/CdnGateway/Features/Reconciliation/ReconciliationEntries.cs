using CdnGateway.Billing.Reconciling;
using CdnGateway.Contracts;
using CdnGateway.Features.Monthly95;
using CdnGateway.Providers;

namespace CdnGateway.Features.Reconciliation;

/// <summary>From two figures, and what was found between them, to what a caller reads.</summary>
internal static class ReconciliationEntries
{
    public static ReconciliationEntry Of(
        ICdnProvider provider,
        Pair pair,
        ReportedFiguresQuestion.Answer? reported,
        AccountReconciliation.Computed? computed,
        Billing.Reconciling.Reconciliation? found)
    {
        var (ours, theirs) = (pair.Computed?.Billed, pair.Reported);
        var difference = theirs is { } r && ours is { } c ? r.BandwidthBps - c.BandwidthBps : (long?)null;
        var rule = provider.Account.Terms.Rule;
        return new ReconciliationEntry(
            provider.Account.Name,
            provider.Account.Provider,
            pair.Domain is null ? "all" : "domain",
            pair.Domain,
            new RuleName(rule.Name, rule.Version),
            theirs?.BandwidthBps,
            theirs?.Time,
            ours?.BandwidthBps,
            ours?.Time,
            difference,
            PercentOf(difference, ours?.BandwidthBps),
            VerdictOf(pair, difference, found),
            difference is null ? ReasonOf(pair, reported, computed) : pair.Differs ? pair.Apart?.Why : null,
            [.. CausesOf(found).Select(cause => new ReconciliationCause(cause.Name, cause.ExplainedBps, cause.Detail))],
            pair.Computed?.Bounds is { } bounds ? new Bounds(bounds.LowestBps, bounds.HighestBps) : null);
    }

    /// <remarks>What only fits the printed time, and makes nothing of the difference, is no cause beside one that makes all of it.</remarks>
    private static IEnumerable<Cause> CausesOf(Billing.Reconciling.Reconciliation? found) => found is null ? []
        : found.Causes.Any(c => c.ExplainedBps != 0) ? found.Causes.Where(c => c.ExplainedBps != 0)
        : found.Causes;

    private static decimal? PercentOf(long? difference, long? computed) =>
        difference is { } part && computed is { } whole and > 0 ? Math.Round(100m * part / whole, 4, MidpointRounding.AwayFromZero) : null;

    private static string VerdictOf(Pair pair, long? difference, Billing.Reconciling.Reconciliation? found) =>
        difference is null ? "not-comparable"
        : !pair.Differs ? "equal"
        : pair.Apart is not null ? "not-comparable"
        : found?.Verdict == Verdict.Explained ? "explained"
        : "unexplained";

    private static string ReasonOf(Pair pair, ReportedFiguresQuestion.Answer? reported, AccountReconciliation.Computed? computed)
    {
        var what = pair.Domain is null ? "the domains together" : "this domain";
        var theirs = reported is null ? "The account's API reports no figure of its own."
            : pair.Reported is not null ? null
            : FailureOf(pair, reported.Failures, ofAll: reported.Figures.Count == 0) is { } failure ? $"The reported figure could not be had: {failure.Detail}"
            : $"The provider reports no figure for {what}.";
        var ours = computed is null ? "The account's API gives no points to compute from."
            : pair.Computed?.Billed is not null ? null
            : FailureOf(pair, computed.Failures, ofAll: computed.Figures.Count == 0) is { } missing ? $"There is no computed figure: {missing.Detail}"
            : pair.Domain is null ? "Not every domain has its points, so there is no sum to compute from."
            : !computed.Reading.Domains.Any(d => d.Domain == pair.Domain) ? "The provider lists this domain, and no points were asked for."
            : "The provider gives no points for this domain.";
        return string.Join(' ', new[] { theirs, ours }.OfType<string>());
    }

    /// <param name="pair">Whose.</param>
    /// <param name="failures">All of the account.</param>
    /// <param name="ofAll">True when nothing was had at all, so that the account's failure is everybody's.</param>
    private static Failure? FailureOf(Pair pair, IReadOnlyList<Failure> failures, bool ofAll) =>
        failures.FirstOrDefault(f => f.Domain == pair.Domain) ?? (ofAll ? failures.FirstOrDefault(f => f.Domain is null) : null);
}
