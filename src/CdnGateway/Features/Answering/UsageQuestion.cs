using CdnGateway.Contracts;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Answering;

/// <summary>Puts a question for points to every target at once.</summary>
internal sealed class UsageQuestion(UsageReader reader)
{
    /// <summary>What the question takes; sends nothing.</summary>
    /// <param name="targets">Who is asked for what.</param>
    /// <param name="sortOf">Which of each domain's curves.</param>
    /// <param name="window">The intervals.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<IReadOnlyList<UsagePlan>> PlanAsync(
        IEnumerable<Target> targets, Func<ICdnProvider, CurveSort> sortOf, UsageWindow window, CancellationToken cancellationToken) =>
        await Task.WhenAll(targets.Select(target => reader.PlanAsync(
            target.Provider,
            sortOf(target.Provider),
            target.Domains.Count > 0 ? target.Domains : target.Provider.Account.Domains,
            window,
            cancellationToken)));

    /// <summary>The answers, in the order of the plans.</summary>
    public Task<UsageReading[]> ReadAsync(IEnumerable<UsagePlan> plans, CancellationToken cancellationToken) =>
        Task.WhenAll(plans.Select(plan => reader.ReadAsync(plan, cancellationToken)));

    /// <summary>What of a reading is not there, or not up to date, and why.</summary>
    public static IEnumerable<Failure> FailuresOf(UsageReading reading) =>
        reading.Domains.Count == 0 ? [NoDomains.Of(reading.Account)] : Failures.Of(reading.Account, reading.Domains);
}
