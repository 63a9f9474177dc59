using CdnGateway.Contracts;
using CdnGateway.Providers;

namespace CdnGateway.Features.Answering;

/// <summary>An account whose provider takes one domain a call, asked for all of its domains, without any being configured.</summary>
internal static class NoDomains
{
    public static Failure Of(CdnAccount account) => new(
        account.Name,
        account.Provider,
        Domain: null,
        ErrorCodes.NotSupported,
        $"The provider of {account.Name} is asked domain by domain, and no Domains are configured for it: name a domain, or configure them.");
}
