using CdnGateway.Billing;
using CdnGateway.Billing.Forecasting;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Forecast;

/// <summary>What every target's month will cost, from the points of the month so far and what is kept of the weeks before.</summary>
internal sealed class ForecastService(UsageQuestion question, UsageReader reader) : IInquiry<ForecastQuery, ForecastReading>
{
    /// <summary>Four weeks: every time of the week four times.</summary>
    private static readonly TimeSpan History = TimeSpan.FromDays(28);

    public QueryParameters Parameters => ForecastParameters.All;

    public ForecastQuery Read(QueryReader reader, DateTimeOffset now) => ForecastQuery.Read(reader, now);

    public bool CanAnswer(ICdnProvider provider, ForecastQuery query) =>
        FigureSource.Of(provider.Capabilities, FigureSources.Computed, query.Region) != FigureSources.None;

    public ProblemResult? Refuse(ForecastQuery query, DateTimeOffset now) => null;

    public Task<IReadOnlyList<UsagePlan>> PlanAsync(
        TargetSelection selection, ForecastQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        question.PlanAsync(
            selection.Targets, provider => CurveSort.OfBill(provider.Capabilities, query.Region), query.Period.EndedBy(now), cancellationToken);

    public async Task<ForecastReading> ReadAsync(
        TargetSelection selection, IReadOnlyList<UsagePlan> plans, ForecastQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = query.Period.EndedBy(now);
        var readings = await question.ReadAsync(plans, cancellationToken);
        var entries = new List<ForecastEntry>();
        var failures = selection.Failures.ToList();
        var freshUntil = RefreshRule.Never;
        foreach (var (plan, reading) in plans.Zip(readings))
        {
            var month = new MonthDomains(reading, isProvisional: !query.Period.IsSettledOn(BeijingTime.DateOf(now)));
            entries.AddRange(await ForeseeAsync(plan, month, query, ended, cancellationToken));
            failures.AddRange(month.Failures());
            freshUntil = Math.Min(freshUntil, month.FreshUntil);
        }

        var response = new ForecastResponse(
            query.Period.First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture),
            query.Period.First,
            query.Period.Last,
            ended.End,
            failures.Count == 0 && entries.Count > 0 && entries.TrueForAll(e => e.Samples.Missing == 0),
            entries,
            failures);
        return new ForecastReading(response, freshUntil);
    }

    public IReadOnlyList<Failure> InPlaceOfAnswer(ForecastReading reading) => reading.Response.Entries.Count == 0 ? reading.Response.Failures : [];

    public AnswerBody BodyOf(ForecastReading reading, ForecastQuery query, AnswerFormat format) => format == AnswerFormat.Csv
        ? ForecastCsv.ToDocument(reading.Response).ToBody()
        : AnswerBody.Json(reading.Response, ContractJson.Web.ForecastResponse);

    public Validity ValidityOf(ForecastReading reading, ForecastQuery query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now) =>
        ForecastValidity.Of(reading, query, plans, now);

    private async Task<List<ForecastEntry>> ForeseeAsync(
        UsagePlan plan, MonthDomains month, ForecastQuery query, UsageWindow ended, CancellationToken cancellationToken)
    {
        var whole = query.Period.Window;
        var before = UsageWindow.Of(whole.Start - History, whole.Start);
        var entries = new List<ForecastEntry>(plan.Domains.Count + 1);
        var (sum, sumBefore) = (new OverlaySum(ended), new OverlaySum(before));
        await foreach (var (usage, series) in month.LoadAsync(cancellationToken))
        {
            sum.Add(series);
            var history = await reader.ReadKeptAsync(plan.Provider, plan.Sort.Of(usage.Domain), before, cancellationToken);
            sumBefore.Add(history);
            entries.Add(Entry(month.Account, query, usage.Domain, Overlay.Of(series), history, Freshnesses.Of(usage)));
        }

        if (month.AreAllThere(entries.Count))
        {
            var history = sumBefore.ToOverlay().WholeSums();
            entries.Add(Entry(month.Account, query, domain: null, sum.ToOverlay(), history, Freshnesses.OldestOf(entries.Select(e => e.Freshness))));
        }

        return entries;
    }

    private static ForecastEntry Entry(CdnAccount account, ForecastQuery query, string? domain, Overlay known, UsageSeries history, Freshness freshness)
    {
        var terms = account.Terms;
        var maximum = query.MaximumBps ?? terms.MaximumBps;
        var whole = known.Over(query.Period.Window);
        var curve = BillingCurve.Of(whole);
        var forecast = MonthForecast.Of(curve, known.Sum.Window.Count, history, terms, maximum);
        var points = known.Sum;
        return new ForecastEntry(
            account.Name,
            account.Provider,
            domain is null ? "all" : "domain",
            domain,
            new RuleName(terms.Rule.Name, terms.Rule.Version),
            forecast.SoFarBps,
            forecast.FloorBps,
            forecast.CeilingBps,
            forecast.EstimateBps,
            forecast.Method,
            maximum,
            (query.CommitBps ?? terms.CommitBps) is { } commit && FreePoints.Of(curve, terms, commit) is { } meter
                ? new CommitMeter(meter.CommitBps, meter.FreeIntervals, meter.UsedIntervals, meter.LeftIntervals, Math.Round(meter.LeftHours, 2, MidpointRounding.AwayFromZero))
                : null,
            new ForecastSamples(query.Period.Window.Count, points.Window.Count, points.Received, points.Missing),
            freshness);
    }
}

/// <param name="Response">The answer.</param>
/// <param name="FreshUntil">When the first of its points is due again, in Unix seconds.</param>
internal sealed record ForecastReading(ForecastResponse Response, long FreshUntil);
