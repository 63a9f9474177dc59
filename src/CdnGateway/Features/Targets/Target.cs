using CdnGateway.Contracts;
using CdnGateway.Problems;
using CdnGateway.Providers;

namespace CdnGateway.Features.Targets;

/// <summary>An account that is asked, and for which domains; none: all of the account's.</summary>
internal sealed record Target(ICdnProvider Provider, IReadOnlyList<string> Domains);

/// <summary>Who is asked for what, or why nobody is.</summary>
/// <param name="Targets">The accounts that are asked.</param>
/// <param name="Failures">Those that were named and cannot answer.</param>
/// <param name="Problem">Set when the request is refused as a whole.</param>
internal sealed record TargetSelection(IReadOnlyList<Target> Targets, IReadOnlyList<Failure> Failures, ProblemResult? Problem = null)
{
    /// <summary>True when an account that the request did not name cannot answer, so that the answer is not of everything.</summary>
    public bool LeavesOut { get; init; }

    public static TargetSelection Refused(ProblemResult problem) => new([], [], problem);
}
