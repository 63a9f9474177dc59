using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>Where an answer's values came from.</summary>
internal enum UsageSource
{
    /// <summary>Some were fetched for this question.</summary>
    Provider,

    /// <summary>All were kept.</summary>
    Store,

    /// <summary>The provider failed; these are the last kept ones.</summary>
    Stale,
}

/// <summary>What is known of one domain over the window of a question.</summary>
/// <param name="Domain">The host name.</param>
/// <param name="Failure">Why some or all could not be had; null when nothing failed.</param>
internal sealed record DomainUsage(string Domain, ProviderFailure? Failure)
{
    private static readonly long Seconds = (long)UsageWindow.Interval.TotalSeconds;

    public required UsageSource Source { get; init; }

    /// <summary>How many intervals of the window were asked for with success, some time.</summary>
    public required int Asked { get; init; }

    /// <summary>How many have a point.</summary>
    public required int Received { get; init; }

    /// <summary>When the provider was last asked with success, for any of them; now, when there is nothing to ask for.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Of the intervals that are not settled, when the one was asked for that has waited longest; null when all are settled.</summary>
    public DateTimeOffset? YoungAskedAt { get; init; }

    /// <summary>Start of the newest interval that has a point.</summary>
    public required DateTimeOffset? NewestPoint { get; init; }

    /// <summary>When the first of them is due again, in Unix seconds.</summary>
    public required long FreshUntil { get; init; }

    /// <summary>The same for the same points.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>The points themselves, where they are few or could not be kept; null: they are in the store.</summary>
    public KeptSeries? Held { get; init; }

    /// <summary>True when there is something to show, be it that the provider has nothing.</summary>
    public bool IsKnown => Asked > 0;

    /// <summary>What a series says of itself.</summary>
    /// <param name="domain">The host name.</param>
    /// <param name="kept">What is known of it.</param>
    /// <param name="rule">When a value is due again.</param>
    /// <param name="source">Where the values came from.</param>
    /// <param name="failure">Why some or all could not be had.</param>
    /// <param name="hold">Whether the points stay in memory.</param>
    /// <param name="now">The time.</param>
    public static DomainUsage Of(string domain, KeptSeries kept, RefreshRule rule, UsageSource source, ProviderFailure? failure, bool hold, DateTimeOffset now)
    {
        var (due, neverAsked) = CallPlan.DueOf(kept, rule);
        uint fetchedAt = 0;
        var youngAskedAt = uint.MaxValue;
        var newest = -1;
        var end = kept.Window.Start.ToUnixTimeSeconds();
        var fingerprint = (ulong)kept.Window.Start.UtcTicks;
        for (var i = 0; i < kept.Window.Count; i++)
        {
            var askedAt = kept.AskedAt[i];
            end += Seconds;
            fetchedAt = Math.Max(fetchedAt, askedAt);
            youngAskedAt = askedAt != 0 && !rule.IsSettled(end, askedAt) ? Math.Min(youngAskedAt, askedAt) : youngAskedAt;
            var isThere = kept.Points.Has(i);
            newest = isThere ? i : newest;
            fingerprint = isThere ? Mixed(Mixed(fingerprint, kept.Points.BandwidthAt(i)), kept.Points.FlowAt(i)) : Mixed(fingerprint, -1);
        }

        return new DomainUsage(domain, failure)
        {
            Source = source,
            Asked = kept.Window.Count - neverAsked,
            Received = kept.Points.Received,
            FetchedAt = fetchedAt == 0 ? now : DateTimeOffset.FromUnixTimeSeconds(fetchedAt),
            YoungAskedAt = youngAskedAt == uint.MaxValue ? null : DateTimeOffset.FromUnixTimeSeconds(youngAskedAt),
            NewestPoint = newest < 0 ? null : kept.Window.TimeAt(newest),
            FreshUntil = due,
            Fingerprint = fingerprint,
            Held = hold ? kept : null,
        };
    }

    /// <remarks>One round of a multiply-xorshift hash: the same in every process, unlike HashCode.</remarks>
    private static ulong Mixed(ulong hash, long value)
    {
        hash = (hash ^ (ulong)value) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
