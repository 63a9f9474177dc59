using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>Puts a question for reported figures to an account: one for everything, or one a domain, as its provider takes them.</summary>
internal sealed class ReportedFiguresQuestion(FiguresReader reader)
{
    public Task<Answer> ReadAsync(Target target, BillingPeriod period, Region? region, CancellationToken cancellationToken) =>
        ReadAsync(target, period, region, static _ => null, cancellationToken);

    /// <param name="target">Who is asked for what.</param>
    /// <param name="period">The days.</param>
    /// <param name="region">Null: the provider's default.</param>
    /// <param name="notBefore">Of which questions earlier answers will not do, unless they are settled.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<Answer> ReadAsync(
        Target target, BillingPeriod period, Region? region, Func<BillingQuery, DateTimeOffset?> notBefore, CancellationToken cancellationToken)
    {
        var questions = QuestionsOf(target, period, region);
        if (questions.Count == 0)
        {
            return new Answer([], [NoDomains.Of(target.Provider.Account)], RefreshRule.AtOnce);
        }

        var readings = await Task.WhenAll(questions.Select(q => reader.ReadAsync(target.Provider, q, notBefore(q), isInteractive: true, cancellationToken)));
        var failures = questions.Zip(readings)
            .Where(pair => pair.Second.Failure is not null)
            .Select(pair => (DomainOf(pair.First), Failure: pair.Second.Failure!))
            .ToList();
        return new Answer(
            [.. questions.Zip(readings).SelectMany(pair => FiguresOf(target, pair.First, pair.Second))],
            FailuresOf(target.Provider.Account, failures, readings),
            readings.Min(r => r.FreshUntil));
    }

    private static List<BillingQuery> QuestionsOf(Target target, BillingPeriod period, Region? region)
    {
        if (target.Provider.Capabilities.HasFlag(Capabilities.ReportsAccount))
        {
            return [new BillingQuery(period, region, target.Domains)];
        }

        var domains = target.Domains.Count > 0 ? target.Domains : target.Provider.Account.Domains;
        List<IReadOnlyList<string>> groups = [.. domains.Select(domain => new[] { domain })];
        if (domains.Count > 1)
        {
            groups.Add(domains);
        }

        var statistic = target.Provider.Account.Terms.Rule.Statistic;
        return [.. groups.Select(group => new BillingQuery(period, region, group) { Statistic = statistic })];
    }

    /// <remarks>What was asked for, or is configured, and is not in the answer gets an entry without a figure: a bill must not lose a domain in silence.</remarks>
    private static IEnumerable<Figure> FiguresOf(Target target, BillingQuery question, FiguresReading reading)
    {
        if (reading.Figures is not { } figures)
        {
            yield break;
        }

        var freshness = Freshnesses.Of(reading.Source, reading.FetchedAt, newestPoint: null, reading.Failure);
        foreach (var domain in DomainsOf(target, question, figures))
        {
            yield return new Figure(figures.ProviderAccountId, domain, figures.Domains.GetValueOrDefault(domain), freshness);
        }

        if (SpeaksOfAll(target, question))
        {
            yield return new Figure(figures.ProviderAccountId, Domain: null, figures.All, freshness);
        }
    }

    private static IReadOnlyList<string> DomainsOf(Target target, BillingQuery question, ReportedFigures figures) =>
        !target.Provider.Capabilities.HasFlag(Capabilities.ReportsAccount) ? (question.Domains.Count == 1 ? question.Domains : [])
        : question.Domains.Count > 0 ? question.Domains
        : [.. figures.Domains.Keys.Union(target.Provider.Account.Domains, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <remarks>Where each domain is a question of its own, the question for all of them together is the one that does; a lone domain is all there is.</remarks>
    private static bool SpeaksOfAll(Target target, BillingQuery question) =>
        target.Provider.Capabilities.HasFlag(Capabilities.ReportsAccount)
        || question.Domains.Count > 1
        || (target.Domains.Count > 0 ? target.Domains : target.Provider.Account.Domains).Count == 1;

    private static string? DomainOf(BillingQuery question) => question.Domains is [var only] ? only : null;

    /// <summary>One failure for the account when all of its questions failed alike.</summary>
    private static IReadOnlyList<Failure> FailuresOf(
        CdnAccount account, List<(string? Domain, ProviderFailure Failure)> failures, IReadOnlyList<FiguresReading> readings)
    {
        var alike = failures.Select(f => (f.Failure.Kind, f.Failure.ProviderCode)).Distinct().Count() == 1;
        return failures.Count > 1 && failures.Count == readings.Count && alike && readings.All(r => r.Figures is null)
            ? [Failures.Of(account, domain: null, failures[0].Failure)]
            : [.. failures.Select(f => Failures.Of(account, f.Domain, f.Failure))];
    }

    /// <summary>What one account reported.</summary>
    /// <param name="Figures">Each domain's, and that of all together.</param>
    /// <param name="Failures">What is not there, or not up to date, and why.</param>
    /// <param name="FreshUntil">When the first of them is due again, in Unix seconds.</param>
    internal sealed record Answer(IReadOnlyList<Figure> Figures, IReadOnlyList<Failure> Failures, long FreshUntil);

    /// <param name="ProviderAccountId">The provider's own number of the account.</param>
    /// <param name="Domain">Null: all together.</param>
    /// <param name="Reported">Null: the provider gave nothing.</param>
    /// <param name="Freshness">When and from where it came.</param>
    internal sealed record Figure(string? ProviderAccountId, string? Domain, ReportedFigure? Reported, Freshness Freshness);
}
