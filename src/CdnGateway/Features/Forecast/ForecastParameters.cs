using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Query;

namespace CdnGateway.Features.Forecast;

internal static class ForecastParameters
{
    public static readonly QueryParameter Month = new(
        "month",
        "A month in Beijing time, yyyy-MM, that has begun. Default: the running one.",
        "2026-11");

    public static readonly QueryParameter CommitBps = new(
        "commitBps",
        "The bandwidth in bit/s that is paid for in any case, for the free-point meter. Default: the account's Contract:CommitBps.",
        "2000000000");

    public static readonly QueryParameter MaximumBps = new(
        "maximumBps",
        "The most in bit/s that one interval of one entry can carry, for the ceiling. Default: the account's Contract:MaximumBps; without either the ceiling is open.",
        "10000000000");

    public static readonly QueryParameters All = new(
    [
        Month, CommitBps, MaximumBps, Monthly95Parameters.Region,
        SharedParameters.Domain with { Example = "www.test.com" },
        SharedParameters.Account with { Example = "tencent-demo" },
        SharedParameters.Provider with { Example = "tencent" },
        SharedParameters.Format,
    ]);
}
