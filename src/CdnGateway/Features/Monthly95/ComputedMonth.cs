using CdnGateway.Billing;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>The figures that are computed from points.</summary>
internal sealed class ComputedMonth(TimeProvider time)
{
    /// <param name="reading">The points of the period, loaded one domain after the other: only their sum is held.</param>
    /// <param name="period">The days that are billed.</param>
    /// <param name="everything">Where the points of every account are added up; null when nobody asks for that.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<MonthAnswer> ComputeAsync(UsageReading reading, BillingPeriod period, OverlaySum? everything, CancellationToken cancellationToken)
    {
        var month = new MonthDomains(reading, isProvisional: !period.IsSettledOn(BeijingTime.DateOf(time.GetUtcNow())));
        var entries = new List<Monthly95Entry>(reading.Domains.Count + 1);
        var sum = new OverlaySum(reading.Window);
        await foreach (var (usage, series) in month.LoadAsync(cancellationToken))
        {
            sum.Add(series);
            everything?.Add(series);
            entries.Add(Entry(month, "domain", usage.Domain, BillingCurve.Of(series), Freshnesses.Of(usage)));
        }

        if (month.AreAllThere(entries.Count))
        {
            var overlay = sum.ToOverlay();
            entries.Add(Entry(month, "all", domain: null, BillingCurve.Of(overlay), OldestOf(entries), overlay.IncompletePoints));
        }

        return new MonthAnswer(entries, month.Failures(), month.FreshUntil);
    }

    /// <summary>The figure of everything together, and what the accounts' own figures add up to.</summary>
    /// <param name="everything">The sum of all points.</param>
    /// <param name="overlays">The entry of each account's overlay.</param>
    /// <param name="terms">By what it is computed.</param>
    public static Monthly95Entry OfAllAccounts(OverlaySum everything, IReadOnlyList<Monthly95Entry> overlays, BillingTerms terms)
    {
        var overlay = everything.ToOverlay();
        var entry = Entry(
            account: null, overlays.Any(e => e.Provisional == true), terms, "all-accounts", domain: null, BillingCurve.Of(overlay), OldestOf(overlays), overlay.IncompletePoints);
        return entry with { SumOf95sBps = overlays.Sum(e => (e.OffPeak ?? e.Standard)!.BandwidthBps) };
    }

    private static Freshness OldestOf(IReadOnlyList<Monthly95Entry> entries) => Freshnesses.OldestOf(entries.Select(e => e.Freshness));

    private static Monthly95Entry Entry(MonthDomains month, string scope, string? domain, BillingCurve curve, Freshness freshness, int incomplete = 0) =>
        Entry(month.Account, month.IsProvisional, month.Account.Terms, scope, domain, curve, freshness, incomplete);

    private static Monthly95Entry Entry(
        CdnAccount? account, bool provisional, BillingTerms terms, string scope, string? domain, BillingCurve curve, Freshness freshness, int incomplete)
    {
        var billed = BilledMonth.Of(curve, terms);
        var points = curve.Points;
        return new Monthly95Entry(
            account?.Name,
            account?.Provider,
            ProviderAccountId: null,
            scope,
            domain,
            Source: "computed",
            provisional,
            ToFigure(billed.Standard),
            ToFigure(billed.OffPeak),
            new SampleCount(points.Window.Count, points.Received, points.Missing, billed.Discarded, incomplete == 0 ? null : incomplete),
            freshness,
            new RuleName(terms.Rule.Name, terms.Rule.Version),
            billed.Standard is null || (points.Missing == 0 && incomplete == 0) ? null : ToBounds(FigureBounds.Of(curve, terms, terms.MaximumBps)));
    }

    private static Bounds ToBounds(FigureBounds bounds) => new(bounds.LowestBps, bounds.HighestBps);

    private static BillingFigure? ToFigure(BillingPoint? point) => point is { } figure ? new BillingFigure(figure.BandwidthBps, figure.Time) : null;
}
