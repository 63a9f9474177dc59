using CdnGateway.Contracts;
using CdnGateway.Features.Reading;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>The figures of a provider that gives points and no bill.</summary>
internal sealed class ComputedMonth(UsageReader reader, TimeProvider time)
{
    public async Task<MonthAnswer> ReadAsync(Target target, BillingPeriod period, CancellationToken cancellationToken)
    {
        var account = target.Provider.Account;
        var domains = target.Domains.Count > 0 ? target.Domains : account.Domains;
        if (domains.Count == 0)
        {
            return new MonthAnswer([], [NoDomains.Of(account)]);
        }

        var now = time.GetUtcNow();
        var window = period.EndedBy(now);
        var usages = await reader.ReadAsync(target.Provider, domains, window, cancellationToken);
        var provisional = !period.IsSettledOn(BeijingTime.DateOf(now));
        return new MonthAnswer([.. Entries(account, usages, window, provisional)], [.. Failures.Of(account, Explained(usages))]);
    }

    /// <remarks>A month with a part that failed gets no figure: it would look like a bill and be none.</remarks>
    private static IEnumerable<Monthly95Entry> Entries(CdnAccount account, DomainUsage[] usages, UsageWindow window, bool provisional)
    {
        var whole = Array.FindAll(usages, u => u.Failure is null);
        foreach (var usage in whole)
        {
            yield return Entry(account, "domain", usage.Domain, usage.Series!, provisional);
        }

        if (whole.Length == usages.Length)
        {
            var overlay = Overlay.Of(window, [.. whole.Select(u => u.Series!)]);
            yield return Entry(account, "all", domain: null, overlay.Sum, provisional, overlay.IncompletePoints);
        }
    }

    /// <summary>Says what else a failed domain costs.</summary>
    private static DomainUsage[] Explained(DomainUsage[] usages) => usages.Length == 1 ? usages :
    [
        .. usages.Select(u => u.Failure is null ? u : u with
        {
            Series = null,
            Failure = u.Failure with { Detail = $"{u.Failure.Detail} Without this domain the account's overlay (scope all) is not computed either." },
        }),
    ];

    private static Monthly95Entry Entry(CdnAccount account, string scope, string? domain, UsageSeries series, bool provisional, int incomplete = 0) => new(
        account.Name,
        account.Provider,
        ProviderAccountId: null,
        scope,
        domain,
        Source: "computed",
        provisional,
        Percentile95.Of(series) is { } figure ? new BillingFigure(figure.BandwidthBps, figure.Time) : null,
        OffPeak: null,
        new SampleCount(series.Window.Count, series.Received, series.Missing, Percentile95.Discarded(series.Received), incomplete == 0 ? null : incomplete));
}
