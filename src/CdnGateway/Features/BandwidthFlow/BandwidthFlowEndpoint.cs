using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Answering;
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
        HttpContext context,
        TargetSelector targets,
        BandwidthFlowService service,
        Answers answers,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var client = context.Features.GetRequiredFeature<Client>();
        if (answers.Find(context, client) is { } ready)
        {
            return ready;
        }

        var reader = new QueryReader(context.Request.Query, BandwidthFlowParameters.All.All);
        var now = time.GetUtcNow();
        var query = BandwidthFlowQuery.Read(reader, now);
        var selection = targets.Select(query.Targets, client, reader, BandwidthFlowService.CanAnswer);
        if (selection.Problem is { } refused)
        {
            return refused;
        }

        if (AnswerFormats.Of(query.Format, context.Request.Headers) is not { } format)
        {
            return AnswerFormats.NotAcceptable;
        }

        var plans = await service.PlanAsync(selection, query.Window, cancellationToken);
        if (CallBudget.Complaint(query.Targets, plans) is { } tooLarge)
        {
            return tooLarge;
        }

        var reading = await service.ReadAsync(selection, plans, query.Window, cancellationToken);
        return reading.Curves.Count == 0 && reading.Failures.Count > 0
            ? Failures.ToProblem(reading.Failures)
            : answers.Give(client, BandwidthFlowBodies.Of(reading, query, format), BandwidthFlowValidity.Of(reading, query, plans, now));
    }
}
