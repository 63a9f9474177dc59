using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Security;
using Microsoft.AspNetCore.Http.Features;

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

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        TargetSelector targets,
        ForecastService service,
        Answers answers,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var client = context.Features.GetRequiredFeature<Client>();
        if (answers.Find(context, client) is { } ready)
        {
            return ready;
        }

        var reader = new QueryReader(context.Request.Query, ForecastParameters.All.All);
        var now = time.GetUtcNow();
        var query = ForecastQuery.Read(reader, now);
        var selection = targets.Select(query.Targets, client, reader, ForecastService.CanAnswer(query));
        if (selection.Problem is { } refused)
        {
            return refused;
        }

        if (AnswerFormats.Of(query.Format, context.Request.Headers) is not { } format)
        {
            return AnswerFormats.NotAcceptable;
        }

        var ended = query.Period.EndedBy(now);
        var plans = await service.PlanAsync(selection, query, ended, cancellationToken);
        if (CallBudget.Complaint(query.Targets, plans) is { } tooLarge)
        {
            return tooLarge;
        }

        var reading = await service.ReadAsync(selection, plans, query, ended, cancellationToken);
        return reading.Response.Entries.Count == 0 && reading.Response.Failures.Count > 0
            ? Failures.ToProblem(reading.Response.Failures)
            : answers.Give(client, BodyOf(reading.Response, format), ForecastValidity.Of(reading, query, plans, now));
    }

    private static AnswerBody BodyOf(ForecastResponse response, AnswerFormat format) => format == AnswerFormat.Csv
        ? ForecastCsv.ToDocument(response).ToBody()
        : AnswerBody.Json(response, ContractJson.Web.ForecastResponse);
}
