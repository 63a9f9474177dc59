using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>The provider's own figures.</summary>
internal sealed class ReportedMonth(ReportedFiguresQuestion question)
{
    public async Task<MonthAnswer> ReadAsync(Target target, Monthly95Query query, CancellationToken cancellationToken)
    {
        var account = target.Provider.Account;
        var answer = await question.ReadAsync(target, query.Period, query.Region, cancellationToken);
        return new MonthAnswer([.. answer.Figures.Select(figure => Entry(account, figure))], answer.Failures, answer.FreshUntil);
    }

    private static Monthly95Entry Entry(CdnAccount account, ReportedFiguresQuestion.Figure figure) => new(
        account.Name,
        account.Provider,
        figure.ProviderAccountId,
        figure.Domain is null ? "all" : "domain",
        figure.Domain,
        Source: "reported",
        Provisional: null,
        ToFigure(figure.Reported?.Standard),
        ToFigure(figure.Reported?.OffPeak),
        Samples: null,
        figure.Freshness,
        new RuleName(account.Terms.Rule.Name, account.Terms.Rule.Version));

    private static BillingFigure? ToFigure(BillingPoint? point) =>
        point is { } known ? new BillingFigure(known.BandwidthBps, known.Time) : null;
}
