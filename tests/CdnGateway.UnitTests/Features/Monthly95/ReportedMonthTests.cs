using CdnGateway.Contracts;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Reading;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.Monthly95;

public sealed class ReportedMonthTests
{
    private static readonly DateTimeOffset Now = Curves.At("2017-12-15T12:00");
    private static readonly BillingPoint Standard = new(62615912670, Curves.At("2017-11-25T09:55"));
    private static readonly BillingPoint OffPeak = new(45011826406, Curves.At("2017-11-29T02:10"));
    private static readonly ReportedFigure Figure = new(Standard, OffPeak);

    [Fact]
    public async Task Figures_become_an_entry_a_domain_and_one_for_all()
    {
        var provider = Provider(Figures(Figure, "www.test.com"));

        var answer = await ReadAsync(provider, Query("?month=2017-11&region=overseas"), "www.test.com");

        answer.Failures.ShouldBeEmpty();
        answer.Entries.Count.ShouldBe(2);
        answer.Entries[0].ShouldBe(new Monthly95Entry(
            "qcloud", "tencent", "125", "domain", "www.test.com", "reported", Provisional: null,
            new BillingFigure(62615912670, Curves.At("2017-11-25T09:55")), new BillingFigure(45011826406, Curves.At("2017-11-29T02:10")), Samples: null, new Freshness(Now, "provider"),
            new RuleName("month-95", 1)));
        answer.Entries[1].ShouldBe(answer.Entries[0] with { Scope = "all", Domain = null });
        var asked = provider.AskedFigures.ShouldHaveSingleItem();
        asked.Region.ShouldBe(Region.Overseas);
        asked.Domains.ShouldBe(["www.test.com"]);
        asked.Period.ShouldBe(BillingPeriod.MonthOf(Curves.Day("2017-11-01")));
    }

    [Fact]
    public async Task Domain_asked_for_and_not_given_keeps_an_entry_without_a_figure()
    {
        var answer = await ReadAsync(Provider(Figures(Figure, "a.test.com")), Query("?month=2017-11"), "a.test.com", "b.test.com");

        answer.Entries.Select(e => (e.Domain, e.Standard is null)).ShouldBe([("a.test.com", false), ("b.test.com", true), (null, false)]);
    }

    [Fact]
    public async Task No_domain_means_those_of_the_answer_and_of_the_configuration()
    {
        var provider = Provider(Figures(Figure, "z.test.com", "b.test.com"), "m.test.com", "b.test.com");

        var answer = await ReadAsync(provider, Query("?month=2017-11"));

        answer.Entries.Select(e => (e.Domain, e.Standard is null))
            .ShouldBe([("b.test.com", false), ("m.test.com", true), ("z.test.com", false), (null, false)]);
    }

    [Fact]
    public async Task Empty_answer_has_entries_without_figures()
    {
        var empty = new ReportedFigures(ProviderAccountId: null, new Dictionary<string, ReportedFigure>(StringComparer.Ordinal), All: null);

        var answer = await ReadAsync(Provider(empty), Query("?month=2017-11"), "a.test.com");

        answer.Entries.ShouldAllBe(e => e.Standard == null && e.OffPeak == null && e.ProviderAccountId == null);
        answer.Entries.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(new[] { "a.test.com" }, "a.test.com")]
    [InlineData(new[] { "a.test.com", "b.test.com" }, null)]
    [InlineData(new string[0], null)]
    public async Task Failure_names_the_domain_where_only_one_is_concerned(string[] domains, string? named)
    {
        var provider = Provider(new ProviderFailure(FailureKind.MonthNotSettled, "Not yet."));

        var answer = await ReadAsync(provider, Query("?month=2017-11"), domains);

        answer.Entries.ShouldBeEmpty();
        answer.Failures.ShouldHaveSingleItem().ShouldBe(new Failure("qcloud", "tencent", named, ErrorCodes.MonthNotSettled, "Not yet."));
    }

    private static FakeProvider Provider(ProviderResult<ReportedFigures> reported, params string[] domains) =>
        new("qcloud", "tencent", Capabilities.ReportedFigures | Capabilities.ReportsAccount | Capabilities.Regions, domains) { Reported = reported };

    private static ReportedFigures Figures(ReportedFigure figure, params string[] domains) =>
        new("125", domains.ToDictionary(d => d, _ => figure, StringComparer.Ordinal), figure);

    private static Monthly95Query Query(string query) =>
        Monthly95Query.Read(Queries.Reader(query, Monthly95Parameters.All), Now);

    private static Task<MonthAnswer> ReadAsync(FakeProvider provider, Monthly95Query query, params string[] domains) =>
        new ReportedMonth(new ReportedFiguresQuestion(new ReadingScene(new FakeClock(Now)).Figures)).ReadAsync(new Target(provider, domains), query, TestContext.Current.CancellationToken);
}
