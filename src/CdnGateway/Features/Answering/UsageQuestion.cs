using CdnGateway.Contracts;
using CdnGateway.Features.Targets;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Answering;

/// <summary>Puts a question for points to every target at once.</summary>
internal sealed class UsageQuestion(UsageReader reader)
{
    /// <summary>What the question takes; sends nothing.</summary>
    public async Task<IReadOnlyList<UsagePlan>> PlanAsync(IEnumerable<Target> targets, UsageWindow window, CancellationToken cancellationToken) =>
        await Task.WhenAll(targets.Select(target => reader.PlanAsync(
            target.Provider,
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
