using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>Asks every target at once: for the provider's own figure where it reports one, else for the points to compute it from.</summary>
internal sealed class Monthly95Service(UsageQuestion question, ReportedMonth reported, ComputedMonth computed)
{
    public static Func<ICdnProvider, bool> CanAnswer(Monthly95Query query) => provider =>
        (Reports(provider) || provider.Capabilities.HasFlag(Capabilities.Usage))
        && (query.Region is null || provider.Capabilities.HasFlag(Capabilities.Regions));

    /// <summary>What the figures that are computed take; sends nothing.</summary>
    public Task<IReadOnlyList<UsagePlan>> PlanAsync(
        TargetSelection selection, Monthly95Query query, UsageWindow window, CancellationToken cancellationToken) =>
        question.PlanAsync(
            selection.Targets.Where(t => !Reports(t.Provider)),
            provider => CurveSort.OfBill(provider.Capabilities, query.Region),
            window,
            cancellationToken);

    public async Task<Monthly95Reading> ReadAsync(
        TargetSelection selection, IReadOnlyList<UsagePlan> plans, Monthly95Query query, CancellationToken cancellationToken)
    {
        var reports = Task.WhenAll(selection.Targets
            .Where(t => Reports(t.Provider))
            .Select(async t => (Name: t.Provider.Account.Name, Answer: await reported.ReadAsync(t, query, cancellationToken))));
        var readings = await question.ReadAsync(plans, cancellationToken);
        var answers = new SortedDictionary<string, MonthAnswer>(StringComparer.Ordinal); // accounts are in the order of their names
        foreach (var reading in readings)
        {
            answers[reading.Account.Name] = await computed.ComputeAsync(reading, query.Period, cancellationToken);
        }

        foreach (var (name, answer) in await reports)
        {
            answers[name] = answer;
        }

        return new Monthly95Reading(
            ToResponse(query, [.. answers.Values.SelectMany(a => a.Entries)], [.. selection.Failures, .. answers.Values.SelectMany(a => a.Failures)]),
            answers.Values.Select(a => a.FreshUntil).DefaultIfEmpty(RefreshRule.AtOnce).Min());
    }

    private static Monthly95Response ToResponse(Monthly95Query query, List<Monthly95Entry> entries, List<Failure> failures) => new(
        query.Period.IsMonth ? query.Period.First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture) : null,
        query.Period.First,
        query.Period.Last,
        query.Region switch { Region.Mainland => "mainland", Region.Overseas => "overseas", _ => null },
        failures.Count == 0 && entries.Count > 0 && entries.TrueForAll(IsWhole),
        entries,
        failures);

    private static bool Reports(ICdnProvider provider) => provider.Capabilities.HasFlag(Capabilities.ReportsAccount);

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
