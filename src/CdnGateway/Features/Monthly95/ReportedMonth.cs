using CdnGateway.Contracts;
using CdnGateway.Features.Reading;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>The provider's own figures.</summary>
internal sealed class ReportedMonth
{
    public async Task<MonthAnswer> ReadAsync(Target target, Monthly95Query query, CancellationToken cancellationToken)
    {
        var account = target.Provider.Account;
        var result = await target.Provider.ReadReportedFiguresAsync(
            new BillingQuery(query.Period, query.Region, target.Domains), CallInterest.OfRequest(), cancellationToken);
        return result.IsSuccess
            ? new MonthAnswer([.. Entries(account, target.Domains, result.Value)], [])
            : new MonthAnswer([], [Failures.Of(account, target.Domains is [var only] ? only : null, result.Failure)]);
    }

    /// <remarks>What was asked for, or is configured, and is not in the answer gets an entry without a figure: a bill must not lose a domain in silence.</remarks>
    private static IEnumerable<Monthly95Entry> Entries(CdnAccount account, IReadOnlyList<string> asked, ReportedFigures figures)
    {
        IReadOnlyList<string> domains = asked.Count > 0
            ? asked
            : [.. figures.Domains.Keys.Union(account.Domains, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var domain in domains)
        {
            yield return Entry(account, figures.ProviderAccountId, "domain", domain, figures.Domains.GetValueOrDefault(domain));
        }

        yield return Entry(account, figures.ProviderAccountId, "all", domain: null, figures.All);
    }

    private static Monthly95Entry Entry(CdnAccount account, string? providerAccountId, string scope, string? domain, ReportedFigure? figure) => new(
        account.Name,
        account.Provider,
        providerAccountId,
        scope,
        domain,
        Source: "reported",
        Provisional: null,
        ToFigure(figure?.Standard),
        ToFigure(figure?.OffPeak),
        Samples: null);

    private static BillingFigure? ToFigure(BillingPoint? point) =>
        point is { } known ? new BillingFigure(known.BandwidthBps, known.Time) : null;
}
