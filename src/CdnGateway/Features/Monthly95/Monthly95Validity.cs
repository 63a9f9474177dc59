using System.Text.Json;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>How long an answer is good: until one of its figures or points is due again, or the running month gets its next point.</summary>
internal static class Monthly95Validity
{
    public static Validity Of(Monthly95Reading reading, Monthly95Query query, IReadOnlyList<UsagePlan> plans, DateTimeOffset now)
    {
        var response = reading.Response;
        var isRunning = query.Period.Window.End > UsageWindow.Floor(now);
        var settles = response.Entries.Any(e => e.Provisional == true)
            ? BeijingTime.StartOf(BillingPeriod.MonthOf(query.Period.Last).Last.AddDays(1)).ToUnixTimeSeconds() // then it is said no longer
            : RefreshRule.Never;
        var figures = response with { Entries = [.. response.Entries.Select(e => e with { Freshness = Freshnesses.Unsaid })] };
        return new Validity(
            Fingerprint.Empty.With(JsonSerializer.SerializeToUtf8Bytes(figures, ContractJson.Web.Monthly95Response)),
            Math.Min(Math.Min(reading.FreshUntil, settles), isRunning ? Validity.NextBorder(now) : RefreshRule.Never),
            IsWhole: response.Failures.Count == 0,
            IsKept: response.Entries.All(e => e.Freshness.Source == Freshnesses.Kept))
        {
            Curves = Stamped.All(plans.Select(p => p.Curves)),
        };
    }
}
