using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reconciliation;

/// <summary>One account's figures, each twice. Only where the two differ, the points around the period are asked for as well.</summary>
internal sealed class AccountReconciliation(UsageQuestion question, DifferenceSearch search)
{
    /// <param name="target">Who is asked for what.</param>
    /// <param name="query">The days and the region.</param>
    /// <param name="reported">What the provider reports; null when its API reports nothing.</param>
    /// <param name="plan">How its points are read; null when its API gives none.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<Answer> ReadAsync(
        Target target, Monthly95Query query, ReportedFiguresQuestion.Answer? reported, UsagePlan? plan, CancellationToken cancellationToken)
    {
        plan = plan is null ? null : await WithReportedDomainsAsync(target, reported, plan, cancellationToken);
        var computed = plan is null ? null : await ComputeAsync(plan, cancellationToken);
        var pairs = PairsOf(target, reported, computed);
        var causes = plan is null ? null : await search.ExplainAsync(plan, query.Period, [.. pairs.Where(p => p.Differs)], cancellationToken);
        return new Answer(
            [.. pairs.Select(pair => ReconciliationEntries.Of(target.Provider, pair, reported, computed, causes?.Found.GetValueOrDefault(pair.Key)))],
            [.. reported?.Failures ?? [], .. computed?.Failures ?? [], .. causes?.Failures ?? []],
            Math.Min(reported?.FreshUntil ?? RefreshRule.Never, computed?.FreshUntil ?? RefreshRule.Never));
    }

    /// <remarks>The account's overlay holds every domain of the account, be it configured or not.</remarks>
    private async Task<UsagePlan> WithReportedDomainsAsync(
        Target target, ReportedFiguresQuestion.Answer? reported, UsagePlan plan, CancellationToken cancellationToken)
    {
        var known = plan.Domains.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        var more = target.Domains.Count > 0 ? [] : reported?.Figures.Select(f => f.Domain).OfType<string>().Where(d => !known.Contains(d)).ToList() ?? [];
        if (more.Count == 0)
        {
            return plan;
        }

        var all = new Target(target.Provider, [.. known.Concat(more).Order(StringComparer.Ordinal)]);
        return (await question.PlanAsync([all], _ => plan.Sort, plan.Window, cancellationToken))[0];
    }

    private async Task<Computed> ComputeAsync(UsagePlan plan, CancellationToken cancellationToken)
    {
        var reading = (await question.ReadAsync([plan], cancellationToken))[0];
        var month = new MonthDomains(reading, isProvisional: false);
        var figures = new Dictionary<string, ComputedFigure>(StringComparer.Ordinal);
        var sum = new OverlaySum(plan.Window);
        await foreach (var (usage, series) in month.LoadAsync(cancellationToken))
        {
            sum.Add(series);
            figures.Add(usage.Domain, ComputedFigure.Of(BillingCurve.Of(series), month.Account.Terms, curves: 1));
        }

        if (month.AreAllThere(figures.Count))
        {
            figures.Add(Pair.All, ComputedFigure.Of(BillingCurve.Of(sum.ToOverlay()), month.Account.Terms, sum.Curves));
        }

        return new Computed(figures, month.Failures(), month.FreshUntil);
    }

    private static List<Pair> PairsOf(Target target, ReportedFiguresQuestion.Answer? reported, Computed? computed)
    {
        var byKey = reported?.Figures.ToDictionary(f => f.Domain ?? Pair.All, StringComparer.Ordinal) ?? [];
        var domains = target.Domains.Count > 0 ? target.Domains : target.Provider.Account.Domains;
        return
        [
            .. byKey.Keys.Concat(computed?.Figures.Keys ?? Enumerable.Empty<string>()).Concat(domains).Append(Pair.All)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(key => key == Pair.All) // the overlay comes last
                .ThenBy(key => key, StringComparer.Ordinal)
                .Select(key => new Pair(
                    key,
                    BilledOf(byKey.GetValueOrDefault(key)?.Reported, target.Provider.Account.Terms),
                    computed?.Figures.GetValueOrDefault(key),
                    target.Provider.Account)),
        ];
    }

    /// <remarks>With a discount in the contract, the discounted figure is the bill; a provider that reports one figure only reports its bill.</remarks>
    private static BillingPoint? BilledOf(Providers.ReportedFigure? figure, BillingTerms terms) =>
        terms.OffPeakDiscount is null ? figure?.Standard : figure?.OffPeak ?? figure?.Standard;

    /// <summary>What one account gave.</summary>
    /// <param name="Entries">Its figures.</param>
    /// <param name="Failures">What is not there, or not up to date, and why.</param>
    /// <param name="FreshUntil">When the first of them is due again, in Unix seconds.</param>
    internal sealed record Answer(IReadOnlyList<ReconciliationEntry> Entries, IReadOnlyList<Failure> Failures, long FreshUntil);

    /// <summary>What was computed of an account.</summary>
    internal sealed record Computed(IReadOnlyDictionary<string, ComputedFigure> Figures, IReadOnlyList<Failure> Failures, long FreshUntil);
}
