using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Reading;
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
            + "provider's own figure; computed is ours from the month's 5-minute points: sorted descending, the top 5 % of the received ones dropped "
            + "(rounded down), the next one. Bandwidth in bit/s. The 95 of all is that of the summed curve, never a sum of 95s.")
        .WithMetadata(Monthly95Parameters.All, Monthly95Example.Answer, ProblemAnswers.OfProviders, ProblemAnswers.OfReportedMonths)
        .Produces<Monthly95Response>();

    private static async Task<IResult> HandleAsync(
        HttpContext context, TargetSelector targets, Monthly95Service service, TimeProvider time, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(context.Request.Query, Monthly95Parameters.All.All);
        var query = Monthly95Query.Read(reader, time.GetUtcNow());
        var selection = targets.Select(
            query.Targets, context.Features.GetRequiredFeature<Client>(), reader, Monthly95Service.CanAnswer(query));
        if ((selection.Problem ?? CallBudget.Complaint(selection, query.Period.EndedBy(time.GetUtcNow()))) is { } problem)
        {
            return problem;
        }

        if (AnswerFormats.Of(query.Format, context.Request.Headers) is not { } format)
        {
            return AnswerFormats.NotAcceptable;
        }

        var response = await service.ReadAsync(selection, query, cancellationToken);
        if (response.Entries.Count == 0 && response.Failures.Count > 0)
        {
            return Failures.ToProblem(response.Failures);
        }

        return format == AnswerFormat.Csv
            ? Monthly95Csv.ToResult(response)
            : Results.Json(response, ContractJson.Web.Monthly95Response);
    }
}
