using CdnGateway.Contracts;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;

namespace CdnGateway.Features.Monthly95;

/// <summary>Asks every target at once: for the provider's own figure where it reports one, else for the points to compute it from.</summary>
internal sealed class Monthly95Service(ReportedMonth reported, ComputedMonth computed)
{
    public static Func<ICdnProvider, bool> CanAnswer(Monthly95Query query) => provider =>
        (Reports(provider) || provider.Capabilities.HasFlag(Capabilities.Usage))
        && (query.Region is null || provider.Capabilities.HasFlag(Capabilities.Regions));

    public async Task<Monthly95Response> ReadAsync(TargetSelection selection, Monthly95Query query, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(selection.Targets.Select(target => Reports(target.Provider)
            ? reported.ReadAsync(target, query, cancellationToken)
            : computed.ReadAsync(target, query.Period, cancellationToken)));
        List<Monthly95Entry> entries = [.. answers.SelectMany(a => a.Entries)];
        List<Failure> failures = [.. selection.Failures, .. answers.SelectMany(a => a.Failures)];
        return new Monthly95Response(
            query.Period.IsMonth ? query.Period.First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture) : null,
            query.Period.First,
            query.Period.Last,
            query.Region switch { Region.Mainland => "mainland", Region.Overseas => "overseas", _ => null },
            failures.Count == 0 && entries.Count > 0 && entries.TrueForAll(IsWhole),
            entries,
            failures);
    }

    private static bool Reports(ICdnProvider provider) => provider.Capabilities.HasFlag(Capabilities.ReportedFigures);

    private static bool IsWhole(Monthly95Entry entry) => entry.Standard is not null && entry.Samples is not { Missing: > 0 };
}

/// <summary>What one account gave.</summary>
internal sealed record MonthAnswer(IReadOnlyList<Monthly95Entry> Entries, IReadOnlyList<Failure> Failures);
