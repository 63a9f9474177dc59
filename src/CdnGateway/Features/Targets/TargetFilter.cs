using CdnGateway.Features.Query;
using CdnGateway.Usage;

namespace CdnGateway.Features.Targets;

/// <summary>Which accounts and domains a request names; empty: not narrowed.</summary>
internal sealed record TargetFilter(IReadOnlyList<string> Accounts, IReadOnlyList<string> Providers, IReadOnlyList<string> Domains)
{
    /// <summary>True when the caller named accounts, and so wants to hear of those that cannot answer.</summary>
    public bool NamesAccounts => Accounts.Count > 0 || Providers.Count > 0;

    public static TargetFilter Read(QueryReader reader)
    {
        var domains = new List<string>();
        foreach (var text in reader.Many(SharedParameters.Domain))
        {
            if (HostName.TryParse(text, out var domain))
            {
                domains.Add(domain);
            }
            else
            {
                reader.Fail(SharedParameters.Domain.Name, $"{QueryReader.Echo(text)} {HostName.Rule}");
            }
        }

        return new TargetFilter(reader.Many(SharedParameters.Account), reader.Choices(SharedParameters.Provider), domains);
    }
}
