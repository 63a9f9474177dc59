using CdnGateway.Contracts;
using CdnGateway.Features.Examples;
using CdnGateway.Problems;

namespace CdnGateway.Features.Health;

/// <summary>For whoever starts and stops the process; providers play no part, a gateway without them still answers.</summary>
internal static class HealthEndpoint
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/health/live", GetAndHead, static () => Answer("live"))
            .WithName("GetLiveness").WithTags("Health")
            .WithSummary("Whether the process runs")
            .WithDescription("200 as long as the process can answer at all.")
            .WithMetadata(ExampleOf("live"), ProblemAnswers.OfAnything)
            .Produces<HealthResponse>();
        app.MapMethods("/health/ready", GetAndHead, AnswerReadinessAsync)
            .WithName("GetReadiness").WithTags("Health")
            .WithSummary("Whether the process can take requests")
            .WithDescription(
                "200 once the configuration was read and found valid, and as long as the gateway's own store can be read and written; 503 otherwise. "
                + "A provider that is down never makes the gateway unready.")
            .WithMetadata(ExampleOf("ready"), ProblemAnswers.OfStore, ProblemAnswers.OfAnything)
            .Produces<HealthResponse>();
    }

    private static async Task<IResult> AnswerReadinessAsync(StoreReadiness readiness, CancellationToken cancellationToken) =>
        await readiness.IsReadyAsync(cancellationToken)
            ? Answer("ready")
            : new ProblemResult(ErrorCodes.StoreUnavailable, "The store of kept points cannot be read and written. The log says why, and when it can again.");

    private static AnswerExample ExampleOf(string status) => AnswerExample.Of(new HealthResponse(status), ContractJson.Web.HealthResponse);

    private static IResult Answer(string status) => Results.Json(new HealthResponse(status), ContractJson.Web.HealthResponse);
}
