using CdnGateway.Billing;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>Asks every target at once: for the provider's own figure, for the points to compute it from, or for both.</summary>
internal sealed class Monthly95Service(UsageQuestion question, ReportedMonth reported, ComputedMonth computed)
    : IInquiry<Monthly95Query, Monthly95Reading>
{
    public QueryParameters Parameters => Monthly95Parameters.All;

    public Monthly95Query Read(QueryReader reader, DateTimeOffset now) => Monthly95Query.Read(reader, now);

    public bool CanAnswer(ICdnProvider provider, Monthly95Query query) => SourcesOf(provider, query) != FigureSources.None;

    public ProblemResult? Refuse(Monthly95Query query, DateTimeOffset now) => null;

    public Task<IReadOnlyList<UsagePlan>> PlanAsync(
        TargetSelection selection, Monthly95Query query, DateTimeOffset now, CancellationToken cancellationToken) =>
        question.PlanAsync(
            TargetsOf(selection, query, FigureSources.Computed),
            provider => CurveSort.OfBill(provider.Capabilities, query.Region),
            query.Period.EndedBy(now),
            cancellationToken);

    public async Task<Monthly95Reading> ReadAsync(
        TargetSelection selection, IReadOnlyList<UsagePlan> plans, Monthly95Query query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reports = Task.WhenAll(TargetsOf(selection, query, FigureSources.Reported)
            .Select(async t => (t.Provider.Account.Name, Answer: await reported.ReadAsync(t, query, cancellationToken))));
        var readings = await question.ReadAsync(plans, cancellationToken);
        var everything = readings.Length > 1 && readings.Length == selection.Targets.Count && !selection.LeavesOut ? new OverlaySum(readings[0].Window) : null;
        var answers = new List<(string Name, MonthAnswer Answer)>(selection.Targets.Count);
        foreach (var reading in readings)
        {
            answers.Add((reading.Account.Name, await computed.ComputeAsync(reading, query.Period, everything, cancellationToken)));
        }

        answers.AddRange(await reports);
        answers = [.. answers.OrderBy(a => a.Name, StringComparer.Ordinal)]; // an account's computed entries stay before its reported ones
        var entries = answers.SelectMany(a => a.Answer.Entries).ToList();
        var failures = selection.Failures.Concat(answers.SelectMany(a => a.Answer.Failures)).ToList();
        if (everything is not null && failures.Count == 0 && OverlaysOf(entries) is { } overlays && overlays.Count == readings.Length)
        {
            entries.Add(ComputedMonth.OfAllAccounts(everything, overlays, CommonTerms(readings)));
        }

        return new Monthly95Reading(
            ToResponse(query, entries, failures),
            answers.Select(a => a.Answer.FreshUntil).DefaultIfEmpty(RefreshRule.AtOnce).Min());
    }

    public IReadOnlyList<Failure> InPlaceOfAnswer(Monthly95Reading reading) => reading.Response.Entries.Count == 0 ? reading.Response.Failures : [];

    public AnswerBody BodyOf(Monthly95Reading reading, Monthly95Query query, AnswerFormat format) => format == AnswerFormat.Csv
        ? Monthly95Csv.ToDocument(reading.Response).ToBody()
        : AnswerBody.Json(reading.Response, ContractJson.Web.Monthly95Response);

    public Validity ValidityOf(Monthly95Reading reading, Monthly95Query query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now) =>
        Monthly95Validity.Of(reading, query, plans, now);

    private static List<Monthly95Entry> OverlaysOf(List<Monthly95Entry> entries) =>
        entries.FindAll(e => e is { Scope: "all", Source: "computed", Standard: not null });

    /// <remarks>Contracts that differ have no common bill; then the plain rule compares what they carry together.</remarks>
    private static BillingTerms CommonTerms(IReadOnlyList<UsageReading> readings)
    {
        var rules = readings.Select(r => r.Account.Terms with { CommitBps = null, MaximumBps = null }).Distinct().ToList();
        return rules is [var common] ? common : BillingTerms.Default;
    }

    private static Monthly95Response ToResponse(Monthly95Query query, List<Monthly95Entry> entries, List<Failure> failures) => new(
        query.Month,
        query.Period.First,
        query.Period.Last,
        query.RegionName,
        failures.Count == 0 && entries.Count > 0 && entries.TrueForAll(IsWhole),
        entries,
        failures);

    private static FigureSources SourcesOf(ICdnProvider provider, Monthly95Query query) =>
        FigureSource.Of(provider.Capabilities, query.Sources, query.Region, query.IsSettled);

    private static IEnumerable<Target> TargetsOf(TargetSelection selection, Monthly95Query query, FigureSources source) =>
        selection.Targets.Where(t => SourcesOf(t.Provider, query).HasFlag(source));

    private static bool IsWhole(Monthly95Entry entry) => entry.Standard is not null && entry.Samples is not { Missing: > 0 };
}

/// <summary>What one account gave.</summary>
/// <param name="Entries">Its figures.</param>
/// <param name="Failures">What is not there, or not up to date, and why.</param>
/// <param name="FreshUntil">When the first of them is due again, in Unix seconds.</param>
internal sealed record MonthAnswer(IReadOnlyList<Monthly95Entry> Entries, IReadOnlyList<Failure> Failures, long FreshUntil);

/// <param name="Response">The answer.</param>
/// <param name="FreshUntil">When the first of its figures is due again, in Unix seconds.</param>
internal sealed record Monthly95Reading(Monthly95Response Response, long FreshUntil);
