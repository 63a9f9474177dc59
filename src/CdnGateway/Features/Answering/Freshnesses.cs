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
