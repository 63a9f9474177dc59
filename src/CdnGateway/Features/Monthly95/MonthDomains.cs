using System.Runtime.CompilerServices;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>The domains of a reading of which a month's figure may be made, and why not of the others.</summary>
/// <remarks>
/// A month with a part that was never had gets no figure: it would look like a bill and be none. The running month is provisional anyway:
/// what is kept of it, marked stale, is better than nothing. Points that were coarsened or interpolated bill nobody.
/// </remarks>
internal sealed class MonthDomains(UsageReading reading, bool isProvisional)
{
    private const string CostsTheOverlay = "Without this domain the account's overlay (scope all) is not computed either.";

    private readonly Dictionary<string, ProviderFailure> _refused = new(StringComparer.Ordinal);

    public CdnAccount Account => reading.Account;

    public bool IsProvisional => isProvisional;

    /// <summary>When the first of the points is due again, in Unix seconds.</summary>
    public long FreshUntil => reading.Domains.Select(d => d.FreshUntil).DefaultIfEmpty(RefreshRule.AtOnce).Min();

    /// <summary>The curves, one after the other: each is good until the next one is loaded.</summary>
    public async IAsyncEnumerable<(DomainUsage Usage, UsageSeries Series)> LoadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new CurveBuffer();
        foreach (var usage in reading.Domains.Where(HasFigure))
        {
            var series = await reading.LoadAsync(usage, buffer, cancellationToken);
            if (Refusal(series) is { } refusal)
            {
                _refused[usage.Domain] = refusal;
            }
            else
            {
                yield return (usage, series);
            }
        }
    }

    /// <summary>True when so many domains are all that were asked for, so that their sum is that of the account.</summary>
    public bool AreAllThere(int domains) => domains == reading.Domains.Count && domains > 0;

    /// <summary>What is not there, or not up to date, and why.</summary>
    public IReadOnlyList<Failure> Failures() =>
        reading.Domains.Count == 0 ? [NoDomains.Of(Account)] : [.. Answering.Failures.Of(Account, Explained())];

    private bool HasFigure(DomainUsage usage) =>
        usage.Failure is null || usage.Asked == reading.Window.Count || (isProvisional && usage is { Source: UsageSource.Stale, Received: > 0 });

    private ProviderFailure? Refusal(UsageSeries series) =>
        GranularityGuard.Check(series, GranularityGuard.ToleranceOf(Account.ResolutionBps)) is { } finding
            ? new ProviderFailure(FailureKind.InvalidResponse, $"The points cannot be billed by. {finding.Detail} The provider is asked for them again, once an hour at the most.")
            : null;

    /// <summary>Says what else a failed domain costs.</summary>
    private DomainUsage[] Explained() => [.. reading.Domains.Select(Explained)];

    private DomainUsage Explained(DomainUsage usage)
    {
        var refused = _refused.GetValueOrDefault(usage.Domain);
        if (refused is null && HasFigure(usage))
        {
            return usage;
        }

        var failure = refused ?? usage.Failure!;
        return reading.Domains.Count == 1
            ? usage with { Failure = failure, Asked = refused is null ? usage.Asked : 0 }
            : usage with { Asked = 0, Failure = failure with { Detail = $"{failure.Detail} {CostsTheOverlay}" } };
    }
}
