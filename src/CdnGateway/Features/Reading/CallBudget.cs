using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reading;

/// <summary>Refuses a question that no quota could answer, before it takes every other caller's calls.</summary>
internal static class CallBudget
{
    /// <summary>So many minutes of an account's quota; what needs more can only be meant by mistake, or badly.</summary>
    private const int MostMinutes = 10;

    public static ProblemResult? Complaint(TargetSelection selection, UsageWindow window)
    {
        foreach (var target in selection.Targets.Where(t => t.Provider.Capabilities.HasFlag(Capabilities.Usage)))
        {
            var account = target.Provider.Account;
            var named = target.Domains.Count > 0;
            long calls = (named ? target.Domains.Count : account.Domains.Count) * (long)window.SplitBy(target.Provider.MostIntervalsPerCall).Count();
            if (calls > (long)account.CallsPerMinute * MostMinutes)
            {
                var what = $"the question takes {calls} calls of {account.Name}, which may make {account.CallsPerMinute} a minute; ask in parts";
                return new ProblemResult(ErrorCodes.InvalidRequest, "The question is too large; nothing was sent to a provider.")
                {
                    Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
                    {
                        [(named ? SharedParameters.Domain : SharedParameters.Account).Name] = [what],
                    },
                };
            }
        }

        return null;
    }
}
