using System.Text.Json;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Forecast;

/// <summary>How long a forecast is good: until one of its points is due again, or the month gets its next one.</summary>
internal static class ForecastValidity
{
    public static Validity Of(ForecastReading reading, ForecastQuery query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now)
    {
        var response = reading.Response;
        var isRunning = query.Period.Window.End > UsageWindow.Floor(now);
        var figures = response with { Entries = [.. response.Entries.Select(e => e with { Freshness = Freshnesses.Unsaid })] };
        return new Validity(
            Fingerprint.Empty.With(JsonSerializer.SerializeToUtf8Bytes(figures, ContractJson.Web.ForecastResponse)),
            Math.Min(reading.FreshUntil, isRunning ? Validity.NextBorder(now) : RefreshRule.Never),
            IsWhole: response.Failures.Count == 0,
            IsKept: false) // what is kept of the weeks before may grow without a stamp that tells
        {
            Curves = Stamped.All(plans.Select(p => p.Curves)),
        };
    }
}
