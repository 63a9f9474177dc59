using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>The curves of every target's domains.</summary>
internal sealed class BandwidthFlowService(UsageQuestion question)
{
    public static bool CanAnswer(ICdnProvider provider) => provider.Capabilities.HasFlag(Capabilities.Usage);

    public Task<IReadOnlyList<UsagePlan>> PlanAsync(TargetSelection selection, UsageWindow window, CancellationToken cancellationToken) =>
        question.PlanAsync(selection.Targets, static _ => new CurveSort(Grade.Operational), window, cancellationToken);

    public async Task<BandwidthFlowReading> ReadAsync(
        TargetSelection selection, IReadOnlyList<UsagePlan> plans, UsageWindow window, CancellationToken cancellationToken)
    {
        var readings = await question.ReadAsync(plans, cancellationToken);
        return new BandwidthFlowReading(
            window,
            [.. readings.SelectMany(r => r.Domains.Where(d => d.IsKnown).Select(d => new BandwidthFlowReading.Curve(r, d)))],
            [.. selection.Failures, .. readings.SelectMany(UsageQuestion.FailuresOf)]);
    }
}
