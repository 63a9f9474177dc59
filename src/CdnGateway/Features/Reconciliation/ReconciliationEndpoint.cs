using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Security;
using CdnGateway.Usage;
using Microsoft.AspNetCore.Http.Features;

namespace CdnGateway.Features.Reconciliation;

internal static class ReconciliationEndpoint
{
    /// <summary>A bill is of a month.</summary>
    private const int MostDays = 31;

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

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        TargetSelector targets,
        ReconciliationService service,
        Answers answers,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var client = context.Features.GetRequiredFeature<Client>();
        if (answers.Find(context, client) is { } ready)
        {
            return ready;
        }

        var reader = new QueryReader(context.Request.Query, ReconciliationParameters.All.All);
        var now = time.GetUtcNow();
        var query = Monthly95Query.Read(reader, now, MostDays);
        var selection = targets.Select(query.Targets, client, reader, ReconciliationService.CanAnswer(query));
        if (selection.Problem is { } refused)
        {
            return refused;
        }

        if (AnswerFormats.Of(query.Format, context.Request.Headers) is not { } format)
        {
            return AnswerFormats.NotAcceptable;
        }

        if (!query.Period.IsSettledOn(BeijingTime.DateOf(now)))
        {
            return new ProblemResult(ErrorCodes.MonthNotSettled, "There is nothing to reconcile before the month is over; /api/v1/monthly-95/forecast tells what it will cost.");
        }

        var plans = await service.PlanAsync(selection, query, cancellationToken);
        if (CallBudget.Complaint(query.Targets, plans) is { } tooLarge)
        {
            return tooLarge;
        }

        var reading = await service.ReadAsync(selection, plans, query, cancellationToken);
        return reading.Response.Failures.Count > 0 && reading.Response.Entries.All(e => e is { ReportedBps: null, ComputedBps: null })
            ? Failures.ToProblem(reading.Response.Failures)
            : answers.Give(client, BodyOf(reading.Response, format), ReconciliationValidity.Of(reading, plans));
    }

    private static AnswerBody BodyOf(ReconciliationResponse response, AnswerFormat format) => format == AnswerFormat.Csv
        ? ReconciliationCsv.ToDocument(response).ToBody()
        : AnswerBody.Json(response, ContractJson.Web.ReconciliationResponse);
}
