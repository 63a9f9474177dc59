using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reading;

/// <summary>What an account gave for one domain.</summary>
/// <param name="Domain">The host name.</param>
/// <param name="Series">Null when nothing came; otherwise the points of the calls that were answered.</param>
/// <param name="Failure">Why some or all is not there; null when every call was answered.</param>
/// <param name="FetchedAt">When the last answer came.</param>
internal sealed record DomainUsage(string Domain, UsageSeries? Series, ProviderFailure? Failure, DateTimeOffset FetchedAt);
