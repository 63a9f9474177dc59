using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>What the curves of an answer are, before they are written in anybody's format.</summary>
/// <param name="Window">The intervals that the answer covers.</param>
/// <param name="Curves">One an account and domain, in the order of the answer.</param>
/// <param name="Failures">What is not there, or not up to date, and why.</param>
internal sealed record BandwidthFlowReading(
    UsageWindow Window, IReadOnlyList<BandwidthFlowReading.Curve> Curves, IReadOnlyList<Failure> Failures)
{
    public bool Complete => Failures.Count == 0 && Curves.All(c => c.Received == Window.Count);

    /// <summary>One account's curve of one domain. What is known of it is at hand; its points are loaded when they are written.</summary>
    internal sealed class Curve(CdnAccount account, DomainUsage usage, Func<CurveBuffer, CancellationToken, ValueTask<UsageSeries>> load)
    {
        public Curve(UsageReading reading, DomainUsage usage)
            : this(reading.Account, usage, (buffer, token) => reading.LoadAsync(usage, buffer, token))
        {
        }

        /// <summary>A curve whose points are at hand, as the store would give them.</summary>
        public static Curve AtHand(CdnAccount account, string domain, UsageSeries series, DateTimeOffset fetchedAt) => new(
            account,
            new DomainUsage(domain, Failure: null)
            {
                Source = UsageSource.Store,
                Asked = series.Window.Count,
                Received = series.Received,
                FetchedAt = fetchedAt,
                NewestPoint = series.Received > 0 ? series.Window.TimeAt(series.Bandwidths.LastIndexOfAnyInRange(0, long.MaxValue)) : null,
                FreshUntil = RefreshRule.Never,
                Fingerprint = 0,
            },
            (_, _) => new ValueTask<UsageSeries>(series));

        public CdnAccount Account => account;

        public string Domain => usage.Domain;

        public int Received => usage.Received;

        public DomainUsage Usage => usage;

        public Freshness Freshness => Freshnesses.Of(usage);

        /// <summary>The points, good until those of another curve are loaded into the same buffer.</summary>
        public ValueTask<UsageSeries> LoadAsync(CurveBuffer buffer, CancellationToken cancellationToken) => load(buffer, cancellationToken);
    }
}
