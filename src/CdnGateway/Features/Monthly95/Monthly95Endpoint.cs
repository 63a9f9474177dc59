using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Security;
using Microsoft.AspNetCore.Http.Features;

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

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        TargetSelector targets,
        Monthly95Service service,
        Answers answers,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var client = context.Features.GetRequiredFeature<Client>();
        if (answers.Find(context, client) is { } ready)
        {
            return ready;
        }

        var reader = new QueryReader(context.Request.Query, Monthly95Parameters.All.All);
        var now = time.GetUtcNow();
        var query = Monthly95Query.Read(reader, now);
        var selection = targets.Select(query.Targets, client, reader, Monthly95Service.CanAnswer(query));
        if (selection.Problem is { } refused)
        {
            return refused;
        }

        if (AnswerFormats.Of(query.Format, context.Request.Headers) is not { } format)
        {
            return AnswerFormats.NotAcceptable;
        }

        var plans = await service.PlanAsync(selection, query, query.Period.EndedBy(now), cancellationToken);
        if (CallBudget.Complaint(query.Targets, plans) is { } tooLarge)
        {
            return tooLarge;
        }

        var reading = await service.ReadAsync(selection, plans, query, cancellationToken);
        return reading.Response.Entries.Count == 0 && reading.Response.Failures.Count > 0
            ? Failures.ToProblem(reading.Response.Failures)
            : answers.Give(client, BodyOf(reading.Response, format), Monthly95Validity.Of(reading, query, plans, now));
    }

    private static AnswerBody BodyOf(Monthly95Response response, AnswerFormat format) => format == AnswerFormat.Csv
        ? Monthly95Csv.ToDocument(response).ToBody()
        : AnswerBody.Json(response, ContractJson.Web.Monthly95Response);
}
