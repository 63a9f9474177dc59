using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Query;

namespace CdnGateway.Features.Reconciliation;

internal static class ReconciliationParameters
{
    public static readonly QueryParameters All = new(
    [
        Monthly95Parameters.Month with { Description = "A month in Beijing time, yyyy-MM, that is over. Either this or start and end." },
        Monthly95Parameters.Start, Monthly95Parameters.End, Monthly95Parameters.Region,
        SharedParameters.Domain with { Example = "www.test.com" },
        SharedParameters.Account with { Example = "tencent-demo" },
        SharedParameters.Provider with { Example = "tencent" },
        SharedParameters.Format,
    ]);
}
