using CdnGateway.Contracts;
using CdnGateway.Features.Examples;
using CdnGateway.Features.Targets;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>An answer for the documentation, made by what makes the real ones; its first point is the one that JD Cloud prints.</summary>
internal static class BandwidthFlowExample
{
    private static readonly DateTimeOffset Start = new(2018, 6, 2, 17, 15, 0, BeijingTime.Offset);

    public static AnswerExample Answer { get; } = Make();

    private static AnswerExample Make()
    {
        var series = new UsageSeries(UsageWindow.Of(Start, Start.AddMinutes(15)));
        series.Set(0, 127_999_672, 4_800_003_441);
        series.Set(1, 124_780_544, 4_679_272_448);
        series.Set(2, 126_353_408, 4_738_252_800);
        var (jd, fetchedAt) = (ExampleAccounts.JdCloud, new DateTimeOffset(2018, 6, 2, 17, 36, 1, BeijingTime.Offset));
        var curve = BandwidthFlowReading.Curve.AtHand(jd, jd.Domains[0], series, fetchedAt);
        var reading = new BandwidthFlowReading(series.Window, [curve], []);
        var query = new BandwidthFlowQuery(new TargetFilter([], [], [curve.Domain]), series.Window, Granularity.FiveMinutes, "5m", Format: null);
        return AnswerExample.Of(
            BandwidthFlowMapping.ToResponse(reading, [series], query),
            ContractJson.Web.BandwidthFlowResponse,
            BandwidthFlowCsv.ToDocument(reading, query));
    }
}
