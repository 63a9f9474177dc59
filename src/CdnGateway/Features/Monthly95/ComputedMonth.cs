using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>The figures of a provider that gives points and no bill.</summary>
internal sealed class ComputedMonth(TimeProvider time)
{
    /// <param name="reading">The points of the period, loaded one domain after the other: only their sum is held.</param>
    /// <param name="period">The days that are billed.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<MonthAnswer> ComputeAsync(UsageReading reading, BillingPeriod period, CancellationToken cancellationToken)
    {
        var provisional = !period.IsSettledOn(BeijingTime.DateOf(time.GetUtcNow()));
        var entries = new List<Monthly95Entry>(reading.Domains.Count + 1);
        var sum = new OverlaySum(reading.Window);
        foreach (var usage in reading.Domains.Where(u => HasFigure(u, reading.Window, provisional)))
        {
            var series = await reading.LoadAsync(usage, cancellationToken);
            sum.Add(series);
            entries.Add(Entry(reading.Account, "domain", usage.Domain, series, provisional, Freshnesses.Of(usage)));
        }

        if (entries.Count == reading.Domains.Count && entries.Count > 0)
        {
            var overlay = sum.ToOverlay();
            entries.Add(Entry(reading.Account, "all", domain: null, overlay.Sum, provisional, OldestOf(entries), overlay.IncompletePoints));
        }

        var failures = reading.Domains.Count == 0 ? [NoDomains.Of(reading.Account)] : Failures.Of(reading.Account, Explained(reading, provisional));
        return new MonthAnswer(entries, [.. failures], reading.Domains.Select(d => d.FreshUntil).DefaultIfEmpty(RefreshRule.AtOnce).Min());
    }

    /// <remarks>
    /// A month with a part that was never had gets no figure: it would look like a bill and be none. The running month is provisional anyway:
    /// what is kept of it, marked stale, is better than nothing.
    /// </remarks>
    private static bool HasFigure(DomainUsage usage, UsageWindow window, bool provisional) =>
        usage.Failure is null || usage.Asked == window.Count || (provisional && usage is { Source: UsageSource.Stale, Received: > 0 });

    /// <summary>Says what else a failed domain costs.</summary>
    private static DomainUsage[] Explained(UsageReading reading, bool provisional) =>
    [
        .. reading.Domains.Select(u => HasFigure(u, reading.Window, provisional) || reading.Domains.Count == 1 ? u : u with
        {
            Asked = 0,
            Failure = u.Failure! with { Detail = $"{u.Failure.Detail} Without this domain the account's overlay (scope all) is not computed either." },
        }),
    ];

    /// <summary>A sum is as old as its oldest part.</summary>
    private static Freshness OldestOf(List<Monthly95Entry> entries) =>
        entries.Find(e => e.Freshness.StaleReason is not null)?.Freshness ?? entries.MinBy(e => e.Freshness.FetchedAt)!.Freshness;

    private static Monthly95Entry Entry(
        CdnAccount account, string scope, string? domain, UsageSeries series, bool provisional, Freshness freshness, int incomplete = 0) => new(
        account.Name,
        account.Provider,
        ProviderAccountId: null,
        scope,
        domain,
        Source: "computed",
        provisional,
        Percentile95.Of(series) is { } figure ? new BillingFigure(figure.BandwidthBps, figure.Time) : null,
        OffPeak: null,
        new SampleCount(series.Window.Count, series.Received, series.Missing, Percentile95.Discarded(series.Received), incomplete == 0 ? null : incomplete),
        freshness);
}
