using CdnGateway.Contracts;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Problems;
using CdnGateway.Reading;

namespace CdnGateway.Features.Answering;

/// <summary>Refuses a question that no quota could answer, before it takes every other caller's calls. What is kept costs none.</summary>
internal static class CallBudget
{
    /// <summary>So many minutes of the quota of the API that gives an account's points; what needs more can only be meant by mistake, or badly.</summary>
    private const int MostMinutes = 10;

    public static ProblemResult? Complaint(TargetFilter filter, IReadOnlyList<UsagePlan> plans)
    {
        foreach (var plan in plans)
        {
            var account = plan.Provider.Account;
            if (plan.Calls > account.UsageApi.CallsPerMinute * MostMinutes)
            {
                var what = $"the question takes {plan.Calls} calls of {account.Name}, which may make {account.UsageApi.CallsPerMinute} a minute; ask in parts";
                return new ProblemResult(ErrorCodes.InvalidRequest, "The question is too large; nothing was sent to a provider.")
                {
                    Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
                    {
                        [(filter.Domains.Count > 0 ? SharedParameters.Domain : SharedParameters.Account).Name] = [what],
                    },
                };
            }
        }

        return null;
    }
}
