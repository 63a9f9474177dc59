using CdnGateway.Contracts;
using CdnGateway.Features.Examples;
using CdnGateway.Usage;

namespace CdnGateway.Features.Reconciliation;

/// <summary>An answer for the documentation: one figure that agrees, and one whose 5 % were rounded the other way.</summary>
internal static class ReconciliationExample
{
    public static AnswerExample Answer { get; } = Make();

    private static AnswerExample Make()
    {
        var jd = ExampleAccounts.JdCloud;
        var rule = new RuleName("month-95", 1);
        var response = new ReconciliationResponse(
            "2026-10",
            new DateOnly(2026, 10, 1),
            new DateOnly(2026, 10, 31),
            Region: null,
            Complete: true,
            [
                new(jd.Name, jd.Provider, "domain", jd.Domains[0], rule, 2_299_359_396, At(7, 20, 0), 2_299_359_396, At(7, 20, 0),
                    DifferenceBps: 0, DifferencePercent: 0, "equal", Reason: null, [], Bounds: null),
                new(jd.Name, jd.Provider, "domain", jd.Domains[1], rule, 1_131_413_504, At(12, 21, 5), 1_131_518_362, At(25, 19, 40),
                    DifferenceBps: -104_858, DifferencePercent: -0.0093m, "explained", Reason: null,
                    [new ReconciliationCause("percentile-rounding", -104_858, "The figure is the 448th value: 5 % of 8928 points rounded up to 447 dropped, where the contract drops 446.")],
                    Bounds: null),
            ],
            []);
        return AnswerExample.Of(response, ContractJson.Web.ReconciliationResponse, ReconciliationCsv.ToDocument(response));
    }

    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 10, day, hour, minute, 0, BeijingTime.Offset);
}
