using CdnGateway.Contracts;
using CdnGateway.Features.Examples;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <summary>An answer for the documentation: the figures that Tencent prints, and a computed one beside them.</summary>
internal static class Monthly95Example
{
    private static readonly BillingFigure Standard = new(62_615_912_670, At(25, 9, 55));
    private static readonly BillingFigure OffPeak = new(45_011_826_406, At(29, 2, 10));
    private static readonly BillingFigure Computed = new(127_999_672, At(25, 21, 35));
    private static readonly SampleCount Samples = new(Expected: 8640, Received: 8640, Missing: 0, Discarded: 432);

    private static readonly Freshness Fresh = new(new DateTimeOffset(2017, 12, 2, 0, 0, 4, BeijingTime.Offset), "store", At(30, 23, 55));
    private static readonly Freshness Reported = new(new DateTimeOffset(2017, 12, 2, 4, 0, 7, BeijingTime.Offset), "store");

    private static readonly RuleName Plain = new("month-95", 1);
    private static readonly RuleName ValidDays = new("month-95-valid-days", 1);

    public static AnswerExample Answer { get; } = Make();

    private static AnswerExample Make()
    {
        var jd = ExampleAccounts.JdCloud;
        var tencent = ExampleAccounts.Tencent;
        var response = new Monthly95Response(
            "2017-11",
            new DateOnly(2017, 11, 1),
            new DateOnly(2017, 11, 30),
            Region: null,
            Complete: true,
            [
                new(jd.Name, jd.Provider, ProviderAccountId: null, "domain", jd.Domains[0], "computed", Provisional: false,
                    Computed, OffPeak: null, Samples, Fresh, Plain),
                new(jd.Name, jd.Provider, ProviderAccountId: null, "all", Domain: null, "computed", Provisional: false,
                    Computed, OffPeak: null, Samples, Fresh, Plain),
                new(tencent.Name, tencent.Provider, "125XXXXXX", "domain", tencent.Domains[0], "reported", Provisional: null, Standard, OffPeak, Samples: null, Reported, ValidDays),
                new(tencent.Name, tencent.Provider, "125XXXXXX", "all", Domain: null, "reported", Provisional: null, Standard, OffPeak, Samples: null, Reported, ValidDays),
            ],
            []);
        return AnswerExample.Of(response, ContractJson.Web.Monthly95Response, Monthly95Csv.ToDocument(response));
    }

    private static DateTimeOffset At(int day, int hour, int minute) => new(2017, 11, day, hour, minute, 0, BeijingTime.Offset);
}
