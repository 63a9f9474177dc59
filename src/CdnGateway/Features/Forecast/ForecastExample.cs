using CdnGateway.Contracts;
using CdnGateway.Features.Examples;
using CdnGateway.Usage;

namespace CdnGateway.Features.Forecast;

/// <summary>An answer for the documentation: a month on its 20th day, with a commit that will just do.</summary>
internal static class ForecastExample
{
    private static readonly DateTimeOffset KnownUntil = new(2026, 11, 20, 12, 0, 0, BeijingTime.Offset);

    public static AnswerExample Answer { get; } = Make();

    private static AnswerExample Make()
    {
        var jd = ExampleAccounts.JdCloud;
        var freshness = new Freshness(KnownUntil.AddMinutes(1), "provider", KnownUntil.AddMinutes(-5));
        var response = new ForecastResponse(
            "2026-11",
            new DateOnly(2026, 11, 1),
            new DateOnly(2026, 11, 30),
            KnownUntil,
            Complete: true,
            [
                new(jd.Name, jd.Provider, "domain", jd.Domains[0], new RuleName("month-95", 1), SoFarBps: 2_299_359_396,
                    FloorBps: 2_214_592_512, CeilingBps: null, EstimateBps: 2_301_456_548, "same-time-of-week 1", MaximumBps: null,
                    new CommitMeter(2_400_000_000, FreeIntervals: 432, UsedIntervals: 118, LeftIntervals: 314, LeftHours: 26.17m),
                    new ForecastSamples(Expected: 8640, Ended: 5616, Received: 5616, Missing: 0), freshness),
            ],
            []);
        return AnswerExample.Of(response, ContractJson.Web.ForecastResponse, ForecastCsv.ToDocument(response));
    }
}
