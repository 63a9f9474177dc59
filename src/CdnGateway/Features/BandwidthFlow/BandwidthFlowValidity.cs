using CdnGateway.Features.Answering;
using CdnGateway.Reading;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>How long an answer is good: until one of its points is due again, or the range gets its next one.</summary>
internal static class BandwidthFlowValidity
{
    public static Validity Of(BandwidthFlowReading reading, BandwidthFlowQuery query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now)
    {
        var freshUntil = query.EndsWithNow ? Validity.NextBorder(now) : RefreshRule.Never;
        foreach (var curve in reading.Curves)
        {
            freshUntil = Math.Min(freshUntil, curve.Usage.FreshUntil);
        }

        return new Validity(
            FingerprintOf(reading, query),
            freshUntil,
            IsWhole: reading.Failures.Count == 0,
            IsKept: reading.Curves.Count == plans.Sum(p => p.Domains.Count) && reading.Curves.All(c => c.Usage.Source == UsageSource.Store))
        {
            Curves = Stamped.All(plans.Select(p => p.Curves)),
        };
    }

    private static Fingerprint FingerprintOf(BandwidthFlowReading reading, BandwidthFlowQuery query)
    {
        var fingerprint = Fingerprint.Empty
            .With(query.Interval)
            .With((ulong)query.Window.Start.UtcTicks)
            .With((ulong)query.Window.Count)
            .With(query.ReachesIntoFuture ? 1UL : 0);
        foreach (var curve in reading.Curves)
        {
            fingerprint = fingerprint.With(curve.Account.Name).With(curve.Domain).With((ulong)curve.Usage.Source / 2).With(curve.Usage.Fingerprint);
        }

        foreach (var failure in reading.Failures)
        {
            fingerprint = fingerprint.With(failure.Account).With(failure.Domain).With(failure.Code);
        }

        return fingerprint;
    }
}
