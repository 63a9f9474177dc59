using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Problems;

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

    private static Task<IResult> HandleAsync(
        HttpContext context, Inquirer inquirer, BandwidthFlowService service, CancellationToken cancellationToken) =>
        inquirer.AnswerAsync(context, service, cancellationToken);
}
