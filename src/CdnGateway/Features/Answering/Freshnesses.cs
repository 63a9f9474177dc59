using CdnGateway.Contracts;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Answering;

/// <summary>What callers are told of the age of an answer's data.</summary>
internal static class Freshnesses
{
    /// <summary>What an answer says whose data were all kept.</summary>
    public const string Kept = "store";

    /// <summary>In place of an age, where answers are compared by their figures alone.</summary>
    public static readonly Freshness Unsaid = new(default, "");

    /// <summary>A sum is as old as its oldest part.</summary>
    public static Freshness OldestOf(IEnumerable<Freshness> parts)
    {
        var all = parts.ToList();
        return all.Find(f => f.StaleReason is not null) ?? all.MinBy(f => f.FetchedAt)!;
    }

    public static Freshness Of(DomainUsage usage) => Of(usage.Source, usage.FetchedAt, usage.NewestPoint, usage.Failure);

    public static Freshness Of(UsageSource source, DateTimeOffset fetchedAt, DateTimeOffset? newestPoint, ProviderFailure? failure) => new(
        BeijingTime.WholeSeconds(fetchedAt),
        NameOf(source),
        newestPoint,
        source == UsageSource.Stale && failure is not null ? new StaleReason(FailureNames.CodeOf(failure), failure.Detail) : null);

    private static string NameOf(UsageSource source) => source switch
    {
        UsageSource.Store => Kept,
        UsageSource.Stale => "stale",
        _ => "provider",
    };
}
