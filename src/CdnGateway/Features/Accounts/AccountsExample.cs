using CdnGateway.Contracts;
using CdnGateway.Features.Examples;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Accounts;

/// <summary>An answer for the documentation.</summary>
internal static class AccountsExample
{
    private static readonly DateTimeOffset Now = new(2018, 6, 2, 17, 36, 1, BeijingTime.Offset);

    public static AnswerExample Answer { get; } = AnswerExample.Of(
        new AccountsResponse(
        [
            StatusOf(ExampleAccounts.JdCloud, ["bandwidth-flow", "monthly-95"], "computed", "opencdn", remaining: 99, failure: null),
            StatusOf(ExampleAccounts.Tencent, ["monthly-95"], "reported", "v2", remaining: 96, new CallMark(Now.AddMinutes(-3), ErrorCodes.UpstreamAuthFailed, "4100")),
        ]),
        ContractJson.Web.AccountsResponse);

    private static AccountStatus StatusOf(CdnAccount account, IReadOnlyList<string> capabilities, string source, string api, int remaining, CallMark? failure) => new(
        account.Name,
        account.Provider,
        account.Domains,
        capabilities,
        source,
        new QuotaStatus(account.CallsPerMinute, WindowSeconds: 60, remaining),
        [new ApiQuotaStatus(api, account.CallsPerMinute, WindowSeconds: 60, remaining)],
        Circuit: "closed",
        new CallMark(Now, "ok"),
        failure);
}
