using CdnGateway.Contracts;
using CdnGateway.Features.Examples;
using CdnGateway.Features.Query;
using CdnGateway.Features.Answering;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Security;
using CdnGateway.Upstream;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>A problem of each code as a caller would meet it, made by what makes the real ones where that is possible.</summary>
internal static class ProblemExamples
{
    public const string TraceId = "9b204a3cc31bd34ddb8123790523cd01";

    private static readonly Dictionary<string, ProblemResult> ByCode = new ProblemResult[]
    {
        new(ErrorCodes.InvalidRequest, "2 parameters are wrong; nothing was sent to a provider.")
        {
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["provider"] = ["'aws' is none of jdcloud, tencent"],
                ["account"] = ["'jd-prod' is no account; there are jd-demo, tencent-demo"],
            },
        },
        new(ErrorCodes.NotSupported, "No configured account can answer this."),
        new(ErrorCodes.Unauthorized, $"No key came with the request; send it as {ClientKeys.Header} or as Authorization: Bearer."),
        new(ErrorCodes.Forbidden, "This client may not see the account 'jd-demo'."),
        AnswerFormats.NotAcceptable,
        new(ErrorCodes.RateLimited, "This client's requests of the last 60 seconds are used up.") { RetryAfter = TimeSpan.FromSeconds(7) },
        new(ErrorCodes.Internal, "Something went wrong inside the gateway. The log has it under this traceId."),
        new(ErrorCodes.StoreUnavailable, "The store of kept points cannot be read and written. The log says why, and when it can again."),
        Upstream(ExampleAccounts.Tencent, new ProviderFailure(
            FailureKind.MonthNotSettled, "Tencent settles a month on the 1st of the next one; the running month has no figure yet.")),
        Upstream(ExampleAccounts.JdCloud, new ProviderFailure(
            FailureKind.AuthFailed, "JD Cloud answers with status 7: the signature is wrong: check SecretKey, Username and the clock.")
        {
            ProviderCode = "7",
            ProviderMessage = "签名错误",
        }),
        Upstream(ExampleAccounts.JdCloud, new ProviderFailure(
            FailureKind.Rejected, "JD Cloud answers with status 18: the domain is not this account's.")
        {
            ProviderCode = "18",
            ProviderMessage = "域名不属于该用户",
        }),
        Upstream(ExampleAccounts.JdCloud, TransportFailures.NotJson),
        Upstream(ExampleAccounts.JdCloud, PermitStrategy.Exhausted(TimeSpan.FromSeconds(12))),
        Upstream(ExampleAccounts.JdCloud, TransportFailures.NoAnswer(new HttpRequestException(HttpRequestError.ConnectionError))),
        Upstream(ExampleAccounts.JdCloud, new ProviderFailure(FailureKind.Timeout, "The provider did not answer within 30 s (3 attempts).")),
    }.ToDictionary(problem => problem.Code, StringComparer.Ordinal);

    public static ProblemResult Of(string code) => ByCode[code];

    private static ProblemResult Upstream(CdnAccount account, ProviderFailure failure) =>
        Failures.ToProblem([Failures.Of(account, account.Domains[0], failure)]);
}
