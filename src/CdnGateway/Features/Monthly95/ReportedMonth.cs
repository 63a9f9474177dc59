using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>The provider's own figures.</summary>
internal sealed class ReportedMonth(FiguresReader reader)
{
    public async Task<MonthAnswer> ReadAsync(Target target, Monthly95Query query, CancellationToken cancellationToken)
    {
        var account = target.Provider.Account;
        var reading = await reader.ReadAsync(
            target.Provider, new BillingQuery(query.Period, query.Region, target.Domains), isInteractive: true, cancellationToken);
        return new MonthAnswer(
            reading.Figures is { } figures ? [.. Entries(account, target.Domains, figures, FreshnessOf(reading))] : [],
            reading.Failure is { } failure ? [Failures.Of(account, target.Domains is [var only] ? only : null, failure)] : [],
            reading.FreshUntil);
    }

    private static Freshness FreshnessOf(FiguresReading reading) =>
        Freshnesses.Of(reading.Source, reading.FetchedAt, newestPoint: null, reading.Failure);

    /// <remarks>What was asked for, or is configured, and is not in the answer gets an entry without a figure: a bill must not lose a domain in silence.</remarks>
    private static IEnumerable<Monthly95Entry> Entries(CdnAccount account, IReadOnlyList<string> asked, ReportedFigures figures, Freshness freshness)
    {
        IReadOnlyList<string> domains = asked.Count > 0
            ? asked
            : [.. figures.Domains.Keys.Union(account.Domains, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var domain in domains)
        {
            yield return Entry(account, figures.ProviderAccountId, "domain", domain, figures.Domains.GetValueOrDefault(domain), freshness);
        }

        yield return Entry(account, figures.ProviderAccountId, "all", domain: null, figures.All, freshness);
    }

    private static Monthly95Entry Entry(CdnAccount account, string? providerAccountId, string scope, string? domain, ReportedFigure? figure, Freshness freshness) => new(
        account.Name,
        account.Provider,
        providerAccountId,
        scope,
        domain,
        Source: "reported",
        Provisional: null,
        ToFigure(figure?.Standard),
        ToFigure(figure?.OffPeak),
        Samples: null,
        freshness);

    private static BillingFigure? ToFigure(BillingPoint? point) =>
        point is { } known ? new BillingFigure(known.BandwidthBps, known.Time) : null;
}
