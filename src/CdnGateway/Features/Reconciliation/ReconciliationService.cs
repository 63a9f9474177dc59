using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reconciliation;

/// <summary>Puts what every account's provider reports beside what its points give.</summary>
internal sealed class ReconciliationService(UsageQuestion usage, ReportedFiguresQuestion figures, AccountReconciliation accounts)
    : IInquiry<Monthly95Query, ReconciliationReading>
{
    /// <summary>A bill is of a month.</summary>
    private const int MostDays = 31;

    public QueryParameters Parameters => ReconciliationParameters.All;

    public Monthly95Query Read(QueryReader reader, DateTimeOffset now) => Monthly95Query.Read(reader, now, MostDays);

    public bool CanAnswer(ICdnProvider provider, Monthly95Query query) => SourcesOf(provider, query) != FigureSources.None;

    public ProblemResult? Refuse(Monthly95Query query, DateTimeOffset now) => query.Period.IsSettledOn(BeijingTime.DateOf(now))
        ? null
        : new(ErrorCodes.MonthNotSettled, "There is nothing to reconcile before the month is over; /api/v1/monthly-95/forecast tells what it will cost.");

    public Task<IReadOnlyList<UsagePlan>> PlanAsync(
        TargetSelection selection, Monthly95Query query, DateTimeOffset now, CancellationToken cancellationToken) =>
        usage.PlanAsync(
            selection.Targets.Where(t => SourcesOf(t.Provider, query).HasFlag(FigureSources.Computed)),
            provider => CurveSort.OfBill(provider.Capabilities, query.Region),
            query.Period.Window,
            cancellationToken);

    public async Task<ReconciliationReading> ReadAsync(
        TargetSelection selection, IReadOnlyList<UsagePlan> plans, Monthly95Query query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(selection.Targets.Select(async target =>
        {
            var reported = SourcesOf(target.Provider, query).HasFlag(FigureSources.Reported)
                ? await figures.ReadAsync(target, query.Period, query.Region, cancellationToken)
                : null;
            var plan = plans.FirstOrDefault(p => p.Provider == target.Provider);
            return await accounts.ReadAsync(target, query, reported, plan, cancellationToken);
        }));
        List<ReconciliationEntry> entries = [.. answers.SelectMany(a => a.Entries)];
        List<Failure> failures = [.. selection.Failures, .. answers.SelectMany(a => a.Failures)];
        var response = new ReconciliationResponse(
            query.Month,
            query.Period.First,
            query.Period.Last,
            query.RegionName,
            failures.Count == 0 && entries.Count > 0 && entries.TrueForAll(e => e.Bounds is null),
            entries,
            failures);
        return new ReconciliationReading(response, answers.Select(a => a.FreshUntil).DefaultIfEmpty(RefreshRule.AtOnce).Min());
    }

    public IReadOnlyList<Failure> InPlaceOfAnswer(ReconciliationReading reading) =>
        reading.Response.Entries.All(e => e is { ReportedBps: null, ComputedBps: null }) ? reading.Response.Failures : [];

    public AnswerBody BodyOf(ReconciliationReading reading, Monthly95Query query, AnswerFormat format) => format == AnswerFormat.Csv
        ? ReconciliationCsv.ToDocument(reading.Response).ToBody()
        : AnswerBody.Json(reading.Response, ContractJson.Web.ReconciliationResponse);

    public Validity ValidityOf(ReconciliationReading reading, Monthly95Query query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now) =>
        ReconciliationValidity.Of(reading, plans);

    private static FigureSources SourcesOf(ICdnProvider provider, Monthly95Query query) =>
        FigureSource.Of(provider.Capabilities, FigureSources.Reported | FigureSources.Computed, query.Region);
}

/// <param name="Response">The answer.</param>
/// <param name="FreshUntil">When the first of its figures or points is due again, in Unix seconds.</param>
internal sealed record ReconciliationReading(ReconciliationResponse Response, long FreshUntil);
