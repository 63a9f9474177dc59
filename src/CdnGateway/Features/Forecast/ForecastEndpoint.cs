using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Problems;

namespace CdnGateway.Features.Forecast;

internal static class ForecastEndpoint
{
    public static void MapForecast(this IEndpointRouteBuilder api) => api
        .MapGet("/monthly-95/forecast", HandleAsync)
        .WithName("GetMonthly95Forecast")
        .WithTags("Billing")
        .WithSummary("What the running month will cost")
        .WithDescription(
            "The figure so far; the floor and the ceiling that the final figure cannot leave; an estimate between them; and how many intervals may still "
            + "lie above the commit before the month costs more than it. Bandwidth in bit/s, by the rule of each account's contract.")
        .WithMetadata(ForecastParameters.All, ForecastExample.Answer, ProblemAnswers.OfProviders)
        .Produces<ForecastResponse>();

    private static Task<IResult> HandleAsync(
        HttpContext context, Inquirer inquirer, ForecastService service, CancellationToken cancellationToken) =>
        inquirer.AnswerAsync(context, service, cancellationToken);
}
