using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reconciliation;

/// <summary>The points right before and after a period, into which a bill reaches that is cut otherwise.</summary>
internal sealed class Surroundings(UsageQuestion question, TimeProvider time)
{
    /// <summary>As far as a month that is cut in UTC reaches into the next one.</summary>
    private static readonly TimeSpan Behind = BeijingTime.Offset;

    public async Task<Around> ReadAsync(UsagePlan plan, IReadOnlyList<string> domains, CancellationToken cancellationToken)
    {
        var ended = UsageWindow.Floor(time.GetUtcNow());
        var end = plan.Window.End + Behind;
        var before = ReadAsync(plan, domains, UsageWindow.Of(plan.Window.Start - UsageWindow.Interval, plan.Window.Start), cancellationToken);
        var after = ReadAsync(plan, domains, UsageWindow.Of(plan.Window.End, end < ended ? end : ended), cancellationToken);
        return new Around(plan.Window, await before, await after, end > ended ? Validity.NextBorder(time.GetUtcNow()) : RefreshRule.Never);
    }

    private async Task<UsageReading> ReadAsync(UsagePlan plan, IReadOnlyList<string> domains, UsageWindow window, CancellationToken cancellationToken)
    {
        var plans = await question.PlanAsync([new Target(plan.Provider, domains)], _ => plan.Sort, window, cancellationToken);
        return (await question.ReadAsync(plans, cancellationToken))[0];
    }

    /// <param name="period">The intervals of the days themselves.</param>
    /// <param name="before">The interval before them.</param>
    /// <param name="after">Those that have ended of the eight hours after them.</param>
    /// <param name="growsAt">When one more will have ended, in Unix seconds.</param>
    internal sealed class Around(UsageWindow period, UsageReading before, UsageReading after, long growsAt)
    {
        private readonly CurveBuffer _month = new();
        private readonly (UsageReading Reading, Dictionary<string, DomainUsage> Domains, CurveBuffer Buffer)[] _sides =
            [(before, ByName(before), new CurveBuffer()), (after, ByName(after), new CurveBuffer())];

        public IReadOnlyList<Failure> Failures =>
            [.. UsageQuestion.FailuresOf(before).Concat(UsageQuestion.FailuresOf(after)).DistinctBy(f => (f.Domain, f.Code))];

        public long FreshUntil => before.Domains.Concat(after.Domains).Select(d => d.FreshUntil).Append(growsAt).Min();

        /// <summary>The period, and on either side as much as could be had of all the domains.</summary>
        public UsageWindow WindowFor(IReadOnlyCollection<string> domains) => UsageWindow.Of(
            IsHad(before, domains) ? before.Window.Start : period.Start,
            IsHad(after, domains) ? after.Window.End : period.End);

        /// <summary>A domain's points over such a window.</summary>
        public async ValueTask<UsageSeries> LoadAsync(UsageReading month, DomainUsage usage, UsageWindow window, CancellationToken cancellationToken)
        {
            var series = new UsageSeries(window);
            series.Take(await month.LoadAsync(usage, _month, cancellationToken));
            foreach (var (reading, domains, buffer) in _sides)
            {
                if (domains.TryGetValue(usage.Domain, out var beside))
                {
                    series.Take(await reading.LoadAsync(beside, buffer, cancellationToken));
                }
            }

            return series;
        }

        private static Dictionary<string, DomainUsage> ByName(UsageReading side) => side.Domains.ToDictionary(d => d.Domain, StringComparer.Ordinal);

        private static bool IsHad(UsageReading side, IReadOnlyCollection<string> domains) =>
            side.Domains.Where(d => domains.Contains(d.Domain, StringComparer.Ordinal)).All(d => d.Asked == side.Window.Count);
    }
}
