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

        var accounts = selection.Targets.Select(t => StatusOf(t.Provider, services));
        return Results.Json(new AccountsResponse([.. accounts]), ContractJson.Web.AccountsResponse);
    }

    private static AccountStatus StatusOf(ICdnProvider provider, IServiceProvider services)
    {
        var account = provider.Account;
        var channels = account.Apis.Select(api => services.GetRequiredKeyedService<UpstreamChannel>(UpstreamChannel.KeyOf(account, api))).ToList();
        var quotas = account.Apis.Zip(channels, (api, channel) => QuotaOf(api, channel.RemainingCalls)).ToList();
        return new AccountStatus(
            account.Name,
            account.Provider,
            account.Domains,
            [.. CapabilitiesOf(provider.Capabilities)],
            SourceOf(provider.Capabilities),
            new QuotaStatus(quotas[0].Limit, quotas[0].WindowSeconds, quotas[0].Remaining),
            quotas,
            CircuitOf([.. channels.Select(c => c.Health.Circuit.CircuitState)]),
            MarkOf(channels.Select(c => c.Health.LastSuccess)),
            MarkOf(channels.Select(c => c.Health.LastFailure)));
    }

    private static ApiQuotaStatus QuotaOf(ProviderApi api, int remaining) => new(api.Name, api.Calls, (int)api.Window.TotalSeconds, remaining);

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
        capabilities.HasFlag(Capabilities.ReportsAccount) ? "reported" : "computed";

    private static string CircuitOf(IReadOnlyList<CircuitState> states) =>
        states.All(s => s == CircuitState.Closed) ? "closed"
        : states.All(s => s is CircuitState.Closed or CircuitState.HalfOpen) ? "half-open"
        : "open";

    private static CallMark? MarkOf(IEnumerable<AccountHealth.Mark?> marks) => marks.OfType<AccountHealth.Mark>().MaxBy(m => m.Time) is { } newest
        ? new CallMark(BeijingTime.WholeSeconds(newest.Time), FailureNames.CodeOf(newest.Failure), newest.Failure?.ProviderCode)
        : null;
}
