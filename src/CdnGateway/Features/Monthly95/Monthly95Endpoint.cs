using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Problems;

namespace CdnGateway.Features.Monthly95;

internal static class Monthly95Endpoint
{
    public static void MapMonthly95(this IEndpointRouteBuilder api) => api
        .MapGet("/monthly-95", HandleAsync)
        .WithName("GetMonthly95")
        .WithTags("Billing")
        .WithSummary("The month's 95th-percentile billing bandwidth")
        .WithDescription(
            "Per domain and for the overlay of the domains asked for (scope all; no domain named: the account as a whole). reported is the "
            + "provider's own figure; computed is ours from the month's 5-minute points by the rule of the account's contract, month-95 unless it says otherwise: "
            + "sorted descending, the top 5 % of the received ones dropped (rounded down), the next one. Bandwidth in bit/s. The 95 of all is that of the summed curve, never a sum of 95s.")
        .WithMetadata(Monthly95Parameters.All, Monthly95Example.Answer, ProblemAnswers.OfProviders, ProblemAnswers.OfReportedMonths)
        .Produces<Monthly95Response>();

    private static Task<IResult> HandleAsync(
        HttpContext context, Inquirer inquirer, Monthly95Service service, CancellationToken cancellationToken) =>
        inquirer.AnswerAsync(context, service, cancellationToken);
}
