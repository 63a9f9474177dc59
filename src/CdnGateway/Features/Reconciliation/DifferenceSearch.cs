using System.Runtime.CompilerServices;
using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using CdnGateway.Features.Answering;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reconciliation;

/// <summary>Looks for what explains a difference, in the points of the period and of the hours around it.</summary>
internal sealed class DifferenceSearch(Surroundings surroundings, UsageReader reader)
{
    /// <summary>Domains of the account that were not asked for, and are looked into as far as their points are kept.</summary>
    private const int MostOthers = 50;

    /// <summary>A search takes some tens of milliseconds of a processor, and one over a large account seconds.</summary>
    private const int AtATime = 2;

    private readonly SemaphoreSlim _searching = new(AtATime);

    /// <param name="plan">How the period's points were read.</param>
    /// <param name="month">The very points that the computed figures are of.</param>
    /// <param name="period">The days.</param>
    /// <param name="pairs">The figures that differ.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<Explanations> ExplainAsync(
        UsagePlan plan, UsageReading month, BillingPeriod period, IReadOnlyList<Pair> pairs, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Billing.Reconciling.Reconciliation>(StringComparer.Ordinal);
        if (pairs.Count == 0)
        {
            return new Explanations(found, [], RefreshRule.Never);
        }

        var domains = pairs.Any(p => p.Domain is null) ? [.. plan.Domains.Select(d => d.Name)] : pairs.Select(p => p.Key).ToList();
        var around = await surroundings.ReadAsync(plan, domains, cancellationToken);
        foreach (var pair in pairs)
        {
            await _searching.WaitAsync(cancellationToken);
            try
            {
                found[pair.Key] = await Reconciler.OfAsync(await CaseOfAsync(pair, plan, month, period, around, cancellationToken), cancellationToken);
            }
            finally
            {
                _searching.Release();
            }
        }

        var isLeft = found.Values.Any(r => r.Verdict != Verdict.Explained);
        return new Explanations(found, isLeft ? around.Failures : [], around.FreshUntil);
    }

    private async Task<ReconciliationCase> CaseOfAsync(
        Pair pair, UsagePlan plan, UsageReading month, BillingPeriod period, Surroundings.Around around, CancellationToken cancellationToken)
    {
        var terms = pair.Account.Terms;
        var reported = new ReportedFigure(pair.Reported!.Value.BandwidthBps, pair.Reported.Value.Time, terms.OffPeakDiscount is not null);
        var domains = pair.Domain is { } domain ? [month.Domains.First(d => d.Domain == domain)] : month.Domains;
        var window = around.WindowFor([.. domains.Select(d => d.Domain)]);
        var sum = new OverlaySum(window);
        foreach (var usage in domains)
        {
            sum.Add(await around.LoadAsync(month, usage, window, cancellationToken));
        }

        return new ReconciliationCase(terms, period, reported, MonthPoints.Of(sum.ToOverlay()))
        {
            ResolutionBps = pair.Account.ResolutionBps,
            Biller = pair.Account.ProviderTitle,
            Curves = sum.Curves,
            Domains = pair.Domain is null ? token => CurvesOfAsync(plan, month, window, around, token) : null,
        };
    }

    private async IAsyncEnumerable<DomainCurve> CurvesOfAsync(
        UsagePlan plan, UsageReading month, UsageWindow window, Surroundings.Around around, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listed = month.Account.Domains;
        foreach (var usage in month.Domains)
        {
            var points = await around.LoadAsync(month, usage, window, cancellationToken);
            yield return new DomainCurve(usage.Domain, points, IsSummed: true, listed.Contains(usage.Domain, StringComparer.Ordinal));
        }

        foreach (var other in listed.Except(month.Domains.Select(d => d.Domain), StringComparer.Ordinal).Take(MostOthers))
        {
            var kept = await reader.ReadKeptAsync(plan.Provider, plan.Sort.Of(other), window, cancellationToken);
            if (kept.Received > 0)
            {
                yield return new DomainCurve(other, kept, IsSummed: false);
            }
        }
    }

    /// <param name="Found">By the key of the pair.</param>
    /// <param name="Failures">What could not be looked into, where something is left unexplained.</param>
    /// <param name="FreshUntil">When the first of the points around the period is due again, in Unix seconds.</param>
    internal sealed record Explanations(
        IReadOnlyDictionary<string, Billing.Reconciling.Reconciliation> Found, IReadOnlyList<Contracts.Failure> Failures, long FreshUntil);
}
