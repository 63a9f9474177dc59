using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Reading;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Security;
using Microsoft.AspNetCore.Http.Features;

namespace CdnGateway.Features.BandwidthFlow;

internal static class BandwidthFlowEndpoint
{
    public static void MapBandwidthFlow(this IEndpointRouteBuilder api) => api
        .MapGet("/bandwidth-flow", HandleAsync)
        .WithName("GetBandwidthFlow")
        .WithTags("Usage")
        .WithSummary("Bandwidth and flow per domain in 5-minute points")
        .WithDescription(
            "What every chosen account carried for every chosen domain, and the sum. Bandwidth in bit/s, flow in bytes; a point's time is the start "
            + "of its interval, in Beijing time. A point that the provider did not give is absent and counted, never zero. An account that fails is "
            + "listed in failures and takes no other down.")
        .WithMetadata(BandwidthFlowParameters.All, BandwidthFlowExample.Answer, ProblemAnswers.OfProviders)
        .Produces<BandwidthFlowResponse>();

    private static async Task<IResult> HandleAsync(
        HttpContext context, TargetSelector targets, BandwidthFlowService service, TimeProvider time, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(context.Request.Query, BandwidthFlowParameters.All.All);
        var query = BandwidthFlowQuery.Read(reader, time.GetUtcNow());
        var selection = targets.Select(query.Targets, context.Features.GetRequiredFeature<Client>(), reader, BandwidthFlowService.CanAnswer);
        if ((selection.Problem ?? CallBudget.Complaint(selection, query.Window)) is { } problem)
        {
            return problem;
        }

        if (AnswerFormats.Of(query.Format, context.Request.Headers) is not { } format)
        {
            return AnswerFormats.NotAcceptable;
        }

        var reading = await service.ReadAsync(selection, query.Window, cancellationToken);
        if (reading.Curves.Count == 0 && reading.Failures.Count > 0)
        {
            return Failures.ToProblem(reading.Failures);
        }

        return format == AnswerFormat.Csv
            ? BandwidthFlowCsv.ToResult(reading, query)
            : new BandwidthFlowResult(reading, query);
    }
}
