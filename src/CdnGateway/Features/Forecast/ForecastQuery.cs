using CdnGateway.Features.Answering;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Forecast;

/// <param name="Targets">Which accounts and domains.</param>
/// <param name="Period">One month.</param>
/// <param name="Region">Null: the provider's default.</param>
/// <param name="CommitBps">In place of the account's.</param>
/// <param name="MaximumBps">In place of the account's.</param>
/// <param name="Format">The format parameter, where given.</param>
internal sealed record ForecastQuery(
    TargetFilter Targets, BillingPeriod Period, Region? Region, long? CommitBps, long? MaximumBps, string? Format) : IAccountsQuery
{
    /// <summary>Reads the parameters; what is wrong with them is left with the reader.</summary>
    public static ForecastQuery Read(QueryReader reader, DateTimeOffset now) => new(
        TargetFilter.Read(reader),
        Monthly95Query.ReadMonth(reader, ForecastParameters.Month, BeijingTime.DateOf(now)) ?? BillingPeriod.MonthOf(BeijingTime.DateOf(now)),
        Monthly95Query.ReadRegion(reader),
        reader.WholeNumber(ForecastParameters.CommitBps, least: 0),
        reader.WholeNumber(ForecastParameters.MaximumBps, least: 1),
        reader.Choice(SharedParameters.Format));
}
