using System.Runtime.CompilerServices;
using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reconciliation;

/// <summary>Looks for what explains a difference, in the points of the period and of the hours around it.</summary>
internal sealed class DifferenceSearch(UsageQuestion question, TimeProvider time)
{
    /// <summary>As far as a month that is cut in UTC reaches into the next one.</summary>
    private static readonly TimeSpan Behind = BeijingTime.Offset;

    /// <param name="plan">How the period's points were read.</param>
    /// <param name="period">The days.</param>
    /// <param name="pairs">The figures that differ.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<Explanations> ExplainAsync(UsagePlan plan, BillingPeriod period, IReadOnlyList<Pair> pairs, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Billing.Reconciling.Reconciliation>(StringComparer.Ordinal);
        if (pairs.Count == 0)
        {
            return new Explanations(found, []);
        }

        var domains = pairs.Any(p => p.Domain is null) ? [.. plan.Domains.Select(d => d.Name)] : pairs.Select(p => p.Key).ToList();
        var around = await ReadAroundAsync(plan, domains, cancellationToken);
        foreach (var pair in pairs)
        {
            found[pair.Key] = await Reconciler.OfAsync(await CaseOfAsync(pair, period, around, cancellationToken), cancellationToken);
        }

        var unexplained = found.Values.Any(r => r.Verdict == Billing.Reconciling.Verdict.Unexplained);
        return new Explanations(found, unexplained ? [.. UsageQuestion.FailuresOf(around)] : []);
    }

    private async Task<UsageReading> ReadAroundAsync(UsagePlan plan, IReadOnlyList<string> domains, CancellationToken cancellationToken)
    {
        var ended = UsageWindow.Floor(time.GetUtcNow());
        var end = plan.Window.End + Behind;
        var around = UsageWindow.Of(plan.Window.Start - UsageWindow.Interval, end < ended ? end : ended);
        var plans = await question.PlanAsync([new Target(plan.Provider, domains)], _ => plan.Sort, around, cancellationToken);
        return (await question.ReadAsync(plans, cancellationToken))[0];
    }

    private static async Task<ReconciliationCase> CaseOfAsync(Pair pair, BillingPeriod period, UsageReading around, CancellationToken cancellationToken)
    {
        var terms = pair.Account.Terms;
        var reported = new Billing.Reconciling.ReportedFigure(pair.Reported!.Value.BandwidthBps, pair.Reported.Value.Time, terms.OffPeakDiscount is not null);
        if (pair.Domain is not null)
        {
            var usage = around.Domains.First(d => d.Domain == pair.Domain);
            return new ReconciliationCase(terms, period, reported, MonthPoints.Of(await around.LoadAsync(usage, cancellationToken)))
            {
                ResolutionBps = pair.Account.ResolutionBps,
                Biller = BillerOf(pair),
            };
        }

        var sum = new OverlaySum(around.Window);
        foreach (var usage in around.Domains)
        {
            sum.Add(await around.LoadAsync(usage, cancellationToken));
        }

        return new ReconciliationCase(terms, period, reported, MonthPoints.Of(sum.ToOverlay()))
        {
            ResolutionBps = pair.Account.ResolutionBps,
            Biller = BillerOf(pair),
            Curves = sum.Curves,
            Domains = token => CurvesOfAsync(pair, around, token),
        };
    }

    private static string BillerOf(Pair pair) => pair.Account.ProviderTitle;

    private static async IAsyncEnumerable<DomainCurve> CurvesOfAsync(Pair pair, UsageReading around, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var usage in around.Domains)
        {
            var points = await around.LoadAsync(usage, cancellationToken);
            yield return new DomainCurve(usage.Domain, points, IsSummed: true, pair.Account.Domains.Contains(usage.Domain, StringComparer.Ordinal));
        }
    }

    /// <param name="Found">By the key of the pair.</param>
    /// <param name="Failures">What could not be looked into, where something is left unexplained.</param>
    internal sealed record Explanations(IReadOnlyDictionary<string, Billing.Reconciling.Reconciliation> Found, IReadOnlyList<Failure> Failures);
}
