using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Problems;

namespace CdnGateway.Features.Reconciliation;

internal static class ReconciliationEndpoint
{
    public static void MapReconciliation(this IEndpointRouteBuilder api) => api
        .MapGet("/monthly-95/reconciliation", HandleAsync)
        .WithName("GetMonthly95Reconciliation")
        .WithTags("Billing")
        .WithSummary("The provider's figure of a month beside ours, and why they differ")
        .WithDescription(
            "For every figure that the provider reports and that can be computed from its own points: both, the difference, and a verdict. equal: within "
            + "the units' rounding. explained: recomputing under one known deviation, or two, gives the provider's figure; the causes name them. "
            + "unexplained: nothing known does. not-comparable: one of the two is not there, and the reason says why. Bandwidth in bit/s.")
        .WithMetadata(ReconciliationParameters.All, ReconciliationExample.Answer, ProblemAnswers.OfProviders, ProblemAnswers.OfReportedMonths)
        .Produces<ReconciliationResponse>();

    private static Task<IResult> HandleAsync(
        HttpContext context, Inquirer inquirer, ReconciliationService service, CancellationToken cancellationToken) =>
        inquirer.AnswerAsync(context, service, cancellationToken);
}
