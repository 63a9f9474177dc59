using CdnGateway.Contracts;
using CdnGateway.Problems;
using CdnGateway.Providers;
using CdnGateway.Reading;

namespace CdnGateway.Features.Answering;

/// <summary>From failures at providers to what a caller is told of them.</summary>
internal static class Failures
{
    /// <summary>Said where the provider names no time itself, so that a 503 always has one.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QuotaWait = TimeSpan.FromSeconds(60);

    public static Failure Of(CdnAccount account, string? domain, ProviderFailure failure) => new(
        account.Name,
        account.Provider,
        domain,
        FailureNames.CodeOf(failure),
        failure.Detail,
        failure.ProviderCode,
        failure.ProviderMessage,
        WaitOf(failure) is { } wait ? ProblemResult.Seconds(wait) : null);

    /// <summary>The failures of an account's domains; one for the account when all of several domains failed alike.</summary>
    public static IEnumerable<Failure> Of(CdnAccount account, IReadOnlyList<DomainUsage> usages)
    {
        var failed = usages.Where(u => u.Failure is not null).ToList();
        var alike = failed.Select(u => (u.Failure!.Kind, u.Failure.ProviderCode)).Distinct().Count() == 1;
        if (failed.Count > 1 && failed.Count == usages.Count && alike && failed.TrueForAll(u => !u.IsKnown))
        {
            var first = failed[0].Failure!;
            yield return Of(account, domain: null, first with
            {
                Detail = $"{first.Detail} All {failed.Count} domains that were asked for failed alike.",
                RetryAfter = failed.Max(u => u.Failure!.RetryAfter),
            });
            yield break;
        }

        foreach (var usage in failed)
        {
            yield return Of(account, usage.Domain, usage.Failure!);
        }
    }

    /// <summary>The answer when nobody could give one: the accounts' common code, or <c>upstream-unavailable</c> for a mixture.</summary>
    public static ProblemResult ToProblem(IReadOnlyList<Failure> failures)
    {
        var codes = failures.Select(f => f.Code).Distinct(StringComparer.Ordinal).ToList();
        var code = codes is [var common] ? common : ErrorCodes.UpstreamUnavailable;
        var waits = failures.Where(f => f.RetryAfterSeconds is not null).Select(f => f.RetryAfterSeconds!.Value).ToList();
        var wait = waits.Count > 0 ? TimeSpan.FromSeconds(waits.Min()) : UsualWait;
        return new ProblemResult(code, failures is [var only] ? only.Detail : $"None of the accounts could answer; there are {failures.Count} failures.")
        {
            Failures = failures,
            RetryAfter = ProblemCatalog.StatusOf(code) == 503 ? wait : null,
        };
    }

    private static TimeSpan? WaitOf(ProviderFailure failure) => failure.Kind switch
    {
        FailureKind.QuotaExhausted => failure.RetryAfter ?? QuotaWait,
        FailureKind.Unavailable => failure.RetryAfter ?? UsualWait,
        _ => failure.RetryAfter,
    };
}
