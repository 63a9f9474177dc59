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
internal sealed class AccountReconciliation(UsageQuestion question, ReportedFiguresQuestion reportedFigures, DifferenceSearch search, TimeProvider time)
{
    /// <summary>As many as can be meant; a provider that lists more is not believed.</summary>
    private const int MostUnlisted = 1000;

    /// <param name="target">Who is asked for what.</param>
    /// <param name="query">The days and the region.</param>
    /// <param name="reported">What the provider reports; null when its API reports nothing.</param>
    /// <param name="plan">How its points are read; null when its API gives none.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<Answer> ReadAsync(
        Target target, Monthly95Query query, ReportedFiguresQuestion.Answer? reported, UsagePlan? plan, CancellationToken cancellationToken)
    {
        var unasked = plan is null ? [] : UnlistedOf(target, reported, plan);
        var whole = plan is null ? null : await WithUnlistedAsync(target, unasked, plan, cancellationToken);
        var tooMany = plan is not null && whole is null ? TooMany(target.Provider.Account, unasked.Count) : null;
        plan = whole ?? plan;
        var computed = plan is null ? null : await ComputeAsync(plan, isWhole: whole is not null, cancellationToken);
        var pairs = PairsOf(target, query.Period, reported, computed);
        var old = pairs.Where(p => p.Differs && p.Apart is { IsCurable: true }).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        if (old.Count > 0)
        {
            reported = await ReadAgainAsync(target, query, old, cancellationToken);
            pairs = PairsOf(target, query.Period, reported, computed);
        }

        var causes = plan is null ? null : await search.ExplainAsync(plan, computed!.Reading, query.Period, [.. pairs.Where(p => p.IsQuestion)], cancellationToken);
        return new Answer(
            [.. pairs.Select(pair => ReconciliationEntries.Of(target.Provider, pair, reported, computed, causes?.Found.GetValueOrDefault(pair.Key)))],
            [.. new[] { reported?.Failures, computed?.Failures, causes?.Failures, tooMany is null ? null : [tooMany] }.SelectMany(f => f ?? []).Distinct()],
            new[] { reported?.FreshUntil, computed?.FreshUntil, causes?.FreshUntil }.Min(until => until ?? RefreshRule.Never));
    }

    /// <summary>Domains that the provider reports beyond those that are asked for: the account's overlay holds every domain, be it configured or not.</summary>
    /// <remarks>The names are the provider's words.</remarks>
    private static List<string> UnlistedOf(Target target, ReportedFiguresQuestion.Answer? reported, UsagePlan plan)
    {
        var known = plan.Domains.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        return target.Domains.Count > 0 || reported is null ? [] : [.. reported.Figures.Select(f => f.Domain).OfType<string>().Where(d => !known.Contains(d))];
    }

    /// <summary>The reported figures, anew where they differ and are older than the points: those are asked for every five minutes until they are settled.</summary>
    private Task<ReportedFiguresQuestion.Answer> ReadAgainAsync(Target target, Monthly95Query query, HashSet<string> old, CancellationToken cancellationToken)
    {
        var now = BeijingTime.WholeSeconds(time.GetUtcNow());
        var isOfAll = target.Provider.Capabilities.HasFlag(Capabilities.ReportsAccount);
        return reportedFigures.ReadAsync(
            target, query.Period, query.Region, q => isOfAll || old.Contains(q.Domains is [var only] ? only : Pair.All) ? now : null, cancellationToken);
    }

    /// <returns>Null when the points of so many, or of such, cannot be asked for.</returns>
    private async Task<UsagePlan?> WithUnlistedAsync(Target target, List<string> unlisted, UsagePlan plan, CancellationToken cancellationToken)
    {
        if (unlisted.Count == 0)
        {
            return plan;
        }

        if (unlisted.Count > MostUnlisted || !unlisted.TrueForAll(name => HostName.TryParse(name, out _)))
        {
            return null;
        }

        var all = new Target(target.Provider, [.. plan.Domains.Select(d => d.Name).Concat(unlisted).Order(StringComparer.Ordinal)]);
        var whole = (await question.PlanAsync([all], _ => plan.Sort, plan.Window, cancellationToken))[0];
        return CallBudget.Allows(whole) ? whole : null;
    }

    private static Failure TooMany(CdnAccount account, int unlisted) => Failures.Of(account, domain: null, new ProviderFailure(
        FailureKind.NotSupported,
        $"The provider reports {unlisted} domain(s) that the account does not list, and that are no host names or more than can be asked for the points of; "
        + "list those that matter. Without their points the account's overlay (scope all) is not computed."));

    private async Task<Computed> ComputeAsync(UsagePlan plan, bool isWhole, CancellationToken cancellationToken)
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

        if (isWhole && month.AreAllThere(figures.Count))
        {
            figures.Add(Pair.All, ComputedFigure.Of(BillingCurve.Of(sum.ToOverlay()), month.Account.Terms, sum.Curves));
        }

        return new Computed(reading, figures, month.Failures(), month.FreshUntil);
    }

    private static List<Pair> PairsOf(Target target, BillingPeriod period, ReportedFiguresQuestion.Answer? reported, Computed? computed)
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
                    target.Provider.Account,
                    byKey.GetValueOrDefault(key) is { } figure && computed is not null
                        ? FigureAges.Between(target.Provider.Account, period, figure.Freshness, computed.PointsOf(key))
                        : null)),
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
    internal sealed record Computed(UsageReading Reading, IReadOnlyDictionary<string, ComputedFigure> Figures, IReadOnlyList<Failure> Failures, long FreshUntil)
    {
        /// <summary>What a figure is made of.</summary>
        public IReadOnlyCollection<DomainUsage> PointsOf(string key) => key == Pair.All ? Reading.Domains : [.. Reading.Domains.Where(d => d.Domain == key)];
    }
}
