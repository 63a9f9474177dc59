using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;

namespace CdnGateway.Features.Reconciliation;

/// <summary>Puts what every account's provider reports beside what its points give.</summary>
internal sealed class ReconciliationService(UsageQuestion usage, ReportedFiguresQuestion figures, AccountReconciliation accounts)
{
    public static Func<ICdnProvider, bool> CanAnswer(Monthly95Query query) => provider => SourcesOf(provider, query) != FigureSources.None;

    /// <summary>What the computed figures take; sends nothing.</summary>
    public Task<IReadOnlyList<UsagePlan>> PlanAsync(TargetSelection selection, Monthly95Query query, CancellationToken cancellationToken) =>
        usage.PlanAsync(
            selection.Targets.Where(t => SourcesOf(t.Provider, query).HasFlag(FigureSources.Computed)),
            provider => CurveSort.OfBill(provider.Capabilities, query.Region),
            query.Period.Window,
            cancellationToken);

    public async Task<ReconciliationReading> ReadAsync(
        TargetSelection selection, IReadOnlyList<UsagePlan> plans, Monthly95Query query, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(selection.Targets.Select(async target =>
        {
            var reported = SourcesOf(target.Provider, query).HasFlag(FigureSources.Reported)
                ? await figures.ReadAsync(target, query.Period, query.Region, cancellationToken)
                : null;
            var plan = plans.FirstOrDefault(p => p.Provider == target.Provider);
            return await accounts.ReadAsync(target, query, reported, plan, cancellationToken);
        }));
        List<ReconciliationEntry> entries = [.. answers.SelectMany(a => a.Entries)];
        List<Failure> failures = [.. selection.Failures, .. answers.SelectMany(a => a.Failures)];
        var response = new ReconciliationResponse(
            query.Month,
            query.Period.First,
            query.Period.Last,
            query.RegionName,
            failures.Count == 0 && entries.Count > 0 && entries.TrueForAll(e => e.Bounds is null),
            entries,
            failures);
        return new ReconciliationReading(response, answers.Select(a => a.FreshUntil).DefaultIfEmpty(RefreshRule.AtOnce).Min());
    }

    private static FigureSources SourcesOf(ICdnProvider provider, Monthly95Query query) =>
        FigureSource.Of(provider.Capabilities, FigureSources.Reported | FigureSources.Computed, query.Region);
}

/// <param name="Response">The answer.</param>
/// <param name="FreshUntil">When the first of its figures or points is due again, in Unix seconds.</param>
internal sealed record ReconciliationReading(ReconciliationResponse Response, long FreshUntil);
