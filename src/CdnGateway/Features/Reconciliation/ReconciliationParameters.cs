using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Query;

namespace CdnGateway.Features.Reconciliation;

internal static class ReconciliationParameters
{
    public static readonly QueryParameters All = new(
    [
        Monthly95Parameters.Month with { Description = "A month in Beijing time, yyyy-MM, that is over. Either this or start and end." },
        Monthly95Parameters.Start, Monthly95Parameters.End, Monthly95Parameters.Region,
        SharedParameters.Domain with { Example = "vod.live.com" },
        SharedParameters.Account with { Example = "jd-demo" },
        SharedParameters.Provider with { Example = "jdcloud" },
        SharedParameters.Format,
    ]);
}
