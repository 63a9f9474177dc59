using CdnGateway.Features.Query;

namespace CdnGateway.Features.Accounts;

internal static class AccountsParameters
{
    public static readonly QueryParameters All = new([SharedParameters.Account, SharedParameters.Provider]);
}
