using CdnGateway.Contracts;
using CdnGateway.Features.Reading;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>What the curves of an answer are, before they are written in anybody's format.</summary>
/// <param name="Curves">One an account and domain, in the order of the answer.</param>
/// <param name="Total">Their sum.</param>
/// <param name="Failures">What is not there, and why.</param>
internal sealed record BandwidthFlowReading(IReadOnlyList<BandwidthFlowReading.Curve> Curves, Overlay Total, IReadOnlyList<Failure> Failures)
{
    public bool Complete => Failures.Count == 0 && Curves.All(c => c.Series.Missing == 0);

    /// <param name="Account">Who carried it.</param>
    /// <param name="Domain">For which domain.</param>
    /// <param name="Series">The 5-minute points.</param>
    /// <param name="FetchedAt">When the provider gave them.</param>
    internal sealed record Curve(CdnAccount Account, string Domain, UsageSeries Series, DateTimeOffset FetchedAt);
}

/// <summary>Asks every target at once for its domains' points.</summary>
internal sealed class BandwidthFlowService(UsageReader reader)
{
    public static bool CanAnswer(ICdnProvider provider) => provider.Capabilities.HasFlag(Capabilities.Usage);

    public async Task<BandwidthFlowReading> ReadAsync(TargetSelection selection, UsageWindow window, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(selection.Targets.Select(target => ReadAsync(target, window, cancellationToken)));
        var curves = answers.SelectMany(a => a.Curves).ToList();
        return new BandwidthFlowReading(
            curves,
            Overlay.Of(window, [.. curves.Select(c => c.Series)]),
            [.. selection.Failures, .. answers.SelectMany(a => a.Failures)]);
    }

    private async Task<(IEnumerable<BandwidthFlowReading.Curve> Curves, IEnumerable<Failure> Failures)> ReadAsync(
        Target target, UsageWindow window, CancellationToken cancellationToken)
    {
        var account = target.Provider.Account;
        var domains = target.Domains.Count > 0 ? target.Domains : account.Domains;
        if (domains.Count == 0)
        {
            return ([], [NoDomains.Of(account)]);
        }

        var usages = await reader.ReadAsync(target.Provider, domains, window, cancellationToken);
        var curves = usages
            .Where(u => u.Series is not null)
            .Select(u => new BandwidthFlowReading.Curve(account, u.Domain, u.Series!, u.FetchedAt));
        return (curves, Failures.Of(account, usages));
    }
}
