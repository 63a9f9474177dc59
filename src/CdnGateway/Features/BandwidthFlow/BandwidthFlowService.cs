using CdnGateway.Features.Answering;
using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>The curves of every target's domains.</summary>
internal sealed class BandwidthFlowService(UsageQuestion question) : IInquiry<BandwidthFlowQuery, BandwidthFlowReading>
{
    public QueryParameters Parameters => BandwidthFlowParameters.All;

    public BandwidthFlowQuery Read(QueryReader reader, DateTimeOffset now) => BandwidthFlowQuery.Read(reader, now);

    public bool CanAnswer(ICdnProvider provider, BandwidthFlowQuery query) => provider.Capabilities.HasFlag(Capabilities.Usage);

    public ProblemResult? Refuse(BandwidthFlowQuery query, DateTimeOffset now) => null;

    public Task<IReadOnlyList<UsagePlan>> PlanAsync(
        TargetSelection selection, BandwidthFlowQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        question.PlanAsync(selection.Targets, static _ => new CurveSort(Grade.Operational), query.Window, cancellationToken);

    public async Task<BandwidthFlowReading> ReadAsync(
        TargetSelection selection, IReadOnlyList<UsagePlan> plans, BandwidthFlowQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var readings = await question.ReadAsync(plans, cancellationToken);
        return new BandwidthFlowReading(
            query.Window,
            [.. readings.SelectMany(r => r.Domains.Where(d => d.IsKnown).Select(d => new BandwidthFlowReading.Curve(r, d)))],
            [.. selection.Failures, .. readings.SelectMany(UsageQuestion.FailuresOf)]);
    }

    public IReadOnlyList<Failure> InPlaceOfAnswer(BandwidthFlowReading reading) => reading.Curves.Count == 0 ? reading.Failures : [];

    public AnswerBody BodyOf(BandwidthFlowReading reading, BandwidthFlowQuery query, AnswerFormat format) => BandwidthFlowBodies.Of(reading, query, format);

    public Validity ValidityOf(BandwidthFlowReading reading, BandwidthFlowQuery query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now) =>
        BandwidthFlowValidity.Of(reading, query, plans, now);
}
