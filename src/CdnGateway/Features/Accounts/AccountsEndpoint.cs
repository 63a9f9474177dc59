using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Security;
using CdnGateway.Upstream;
using CdnGateway.Usage;
using Microsoft.AspNetCore.Http.Features;
using Polly.CircuitBreaker;

namespace CdnGateway.Features.Accounts;

internal static class AccountsEndpoint
{
    public static void MapAccounts(this IEndpointRouteBuilder api) => api
        .MapGet("/accounts", Handle)
        .WithName("GetAccounts")
        .WithTags("Accounts")
        .WithSummary("The accounts that the caller may see, and how they are doing")
        .WithDescription("Domains, capabilities, what is left of the call quota, and how the provider has been answering. No secrets, no provider account identifiers.")
        .WithMetadata(AccountsParameters.All, AccountsExample.Answer)
        .Produces<AccountsResponse>();

    private static IResult Handle(HttpContext context, TargetSelector targets, IServiceProvider services)
    {
        var reader = new QueryReader(context.Request.Query, AccountsParameters.All.All);
        var filter = TargetFilter.Read(reader);
        var client = context.Features.GetRequiredFeature<Client>();
        var selection = targets.Select(filter, client, reader, static _ => true);
        if (selection.Problem is { } problem)
        {
            return problem;
        }

        if (!AnswerFormats.AcceptsJson(context.Request.Headers))
        {
            return AnswerFormats.NotAcceptable;
        }

        var accounts = selection.Targets.Select(t => StatusOf(t.Provider, services.GetRequiredKeyedService<UpstreamChannel>(t.Provider.Account.Name)));
        return Results.Json(new AccountsResponse([.. accounts]), ContractJson.Web.AccountsResponse);
    }

    private static AccountStatus StatusOf(ICdnProvider provider, UpstreamChannel channel) => new(
        provider.Account.Name,
        provider.Account.Provider,
        provider.Account.Domains,
        [.. CapabilitiesOf(provider.Capabilities)],
        SourceOf(provider.Capabilities),
        new QuotaStatus(provider.Account.CallsPerMinute, (int)UpstreamChannel.QuotaWindow.TotalSeconds, channel.RemainingCalls),
        CircuitOf(channel.Health.Circuit.CircuitState),
        MarkOf(channel.Health.LastSuccess),
        MarkOf(channel.Health.LastFailure));

    private static IEnumerable<string> CapabilitiesOf(Capabilities capabilities)
    {
        if (capabilities.HasFlag(Capabilities.Usage))
        {
            yield return "bandwidth-flow";
        }

        if ((capabilities & (Capabilities.Usage | Capabilities.ReportedFigures)) != Capabilities.None)
        {
            yield return "monthly-95";
        }
    }

    private static string SourceOf(Capabilities capabilities) =>
        capabilities.HasFlag(Capabilities.ReportedFigures) ? "reported" : "computed";

    private static string CircuitOf(CircuitState state) => state switch
    {
        CircuitState.Closed => "closed",
        CircuitState.HalfOpen => "half-open",
        _ => "open",
    };

    private static CallMark? MarkOf(AccountHealth.Mark? mark) => mark is null
        ? null
        : new CallMark(BeijingTime.WholeSeconds(mark.Time), FailureNames.CodeOf(mark.Failure), mark.Failure?.ProviderCode);
}
