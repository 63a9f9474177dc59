using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Security;

namespace CdnGateway.Features.Targets;

/// <summary>Finds the accounts that a request is about, among those that its client may see.</summary>
internal sealed class TargetSelector(ProviderRegistry registry)
{
    /// <param name="filter">What the request names.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="reader">Told of names that are nobody's.</param>
    /// <param name="canAnswer">Whether an account can answer the question at hand.</param>
    public TargetSelection Select(TargetFilter filter, Client client, QueryReader reader, Func<ICdnProvider, bool> canAnswer)
    {
        var visible = registry.All.Where(p => client.MaySee(p.Account.Name)).ToList();
        var chosen = Choose(filter, client, reader, visible);
        CheckOwners(filter, client, reader, chosen);
        if (reader.HasErrors)
        {
            return TargetSelection.Refused(reader.ToProblem());
        }

        if (filter.Accounts.FirstOrDefault(name => !client.MaySee(name)) is { } foreign)
        {
            return TargetSelection.Refused(new ProblemResult(ErrorCodes.Forbidden, $"This client may not see the account {QueryReader.Echo(foreign)}."));
        }

        if (filter.Domains.FirstOrDefault(domain => BelongsToOthers(domain, client)) is { } others)
        {
            return TargetSelection.Refused(new ProblemResult(ErrorCodes.Forbidden, $"This client may not see the account of {others}."));
        }

        var selection = filter.Domains.Count == 0 ? ByAccount(filter, chosen, visible, canAnswer) : ByDomain(filter, chosen, visible, canAnswer);
        return selection.Targets.Count + selection.Failures.Count > 0
            ? selection
            : TargetSelection.Refused(new ProblemResult(ErrorCodes.NotSupported, WhoCan(visible, canAnswer)));
    }

    private static List<ICdnProvider> Choose(TargetFilter filter, Client client, QueryReader reader, List<ICdnProvider> visible)
    {
        // To a client that may see some accounts only, a name that nobody has looks like one it may not see: names cannot be guessed.
        foreach (var unknown in filter.Accounts.Where(name => client.SeesAll && !visible.Exists(p => Is(p, name))))
        {
            reader.Fail(SharedParameters.Account.Name, $"{QueryReader.Echo(unknown)} is no account; there are {Names(visible)}");
        }

        var byName = visible.Where(p => filter.Accounts.Count == 0 || filter.Accounts.Any(name => Is(p, name))).ToList();
        var chosen = byName.Where(p => filter.Providers.Count == 0 || filter.Providers.Contains(p.Account.Provider, StringComparer.Ordinal)).ToList();
        if (byName.Count > 0 && chosen.Count == 0)
        {
            reader.Fail(SharedParameters.Provider.Name, $"none of the chosen accounts is of this provider; there are {Names(byName)}");
        }

        return chosen;
    }

    private void CheckOwners(TargetFilter filter, Client client, QueryReader reader, List<ICdnProvider> chosen)
    {
        foreach (var domain in filter.Domains)
        {
            var owners = OwnersOf(domain).Where(p => client.MaySee(p.Account.Name)).ToList();
            if (owners.Count > 0 && !owners.Exists(chosen.Contains))
            {
                reader.Fail(SharedParameters.Domain.Name, $"{domain} is a domain of {Names(owners)}, which is not among the chosen accounts");
            }
        }
    }

    private static TargetSelection ByAccount(
        TargetFilter filter, List<ICdnProvider> chosen, List<ICdnProvider> visible, Func<ICdnProvider, bool> canAnswer)
    {
        var targets = chosen.Where(canAnswer).Select(p => new Target(p, [])).ToList();
        var unable = filter.NamesAccounts ? chosen.Where(p => !canAnswer(p)) : [];
        return new TargetSelection(targets, [.. unable.Select(p => Unable(p, domain: null, visible, canAnswer))])
        {
            LeavesOut = targets.Count < chosen.Count,
        };
    }

    private TargetSelection ByDomain(
        TargetFilter filter, List<ICdnProvider> chosen, List<ICdnProvider> visible, Func<ICdnProvider, bool> canAnswer)
    {
        var domains = chosen.ToDictionary(p => p, _ => new List<string>());
        var failures = new List<Failure>();
        foreach (var domain in filter.Domains)
        {
            var owners = OwnersOf(domain).ToList();
            var asked = owners.Count == 0 ? chosen : chosen.Where(owners.Contains).ToList();
            var able = asked.Where(canAnswer).ToList();
            able.ForEach(p => domains[p].Add(domain));
            var unable = filter.NamesAccounts || able.Count == 0 ? asked.Except(able) : [];
            failures.AddRange(unable.Select(p => Unable(p, domain, visible, canAnswer)));
        }

        return new TargetSelection([.. domains.Where(d => d.Value.Count > 0).Select(d => new Target(d.Key, d.Value))], failures);
    }

    private IEnumerable<ICdnProvider> OwnersOf(string domain) =>
        registry.All.Where(p => p.Account.Domains.Contains(domain, StringComparer.Ordinal));

    private bool BelongsToOthers(string domain, Client client)
    {
        var owners = OwnersOf(domain).ToList();
        return owners.Count > 0 && !owners.Exists(p => client.MaySee(p.Account.Name));
    }

    private static Failure Unable(ICdnProvider provider, string? domain, List<ICdnProvider> visible, Func<ICdnProvider, bool> canAnswer) =>
        new(provider.Account.Name, provider.Account.Provider, domain, ErrorCodes.NotSupported, WhoCan(visible, canAnswer));

    private static string WhoCan(List<ICdnProvider> visible, Func<ICdnProvider, bool> canAnswer)
    {
        var able = visible.Where(canAnswer).ToList();
        return able.Count == 0 ? "No configured account can answer this." : $"This account cannot answer this; {Names(able)} can.";
    }

    private static bool Is(ICdnProvider provider, string name) => provider.Account.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Names(IEnumerable<ICdnProvider> providers) => string.Join(", ", providers.Select(p => p.Account.Name));
}
