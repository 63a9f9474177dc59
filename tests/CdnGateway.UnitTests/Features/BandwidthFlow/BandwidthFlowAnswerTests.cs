using CdnGateway.Contracts;
using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Reading;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.BandwidthFlow;

public sealed class BandwidthFlowAnswerTests
{
    private const string Quarter = "?start=2018-06-02T17:15&end=2018-06-02T17:30";

    private static readonly FakeClock Clock = new(Curves.At("2018-06-02T17:36:01.7"));

    [Fact]
    public async Task Answer_has_series_total_and_freshness()
    {
        var answer = await AskAsync(Quarter, FakeProvider.Jd("jd", "a.com", "b.com"));

        answer.Complete.ShouldBeTrue();
        answer.Interval.ShouldBe("5m");
        answer.Series.Select(s => (s.Account, s.Provider, s.Domain)).ShouldBe([("jd", "jdcloud", "a.com"), ("jd", "jdcloud", "b.com")]);
        answer.Series[0].Points[0].ShouldBe(new BandwidthPoint(Curves.At("2018-06-02T17:15"), 800, 30_000));
        answer.Series[0].Freshness.ShouldBe(new Freshness(Curves.At("2018-06-02T17:36:01"), "provider", Curves.At("2018-06-02T17:25")));
        answer.Total.Points.Select(p => p.BandwidthBps).ShouldBe([1600L, 1600L, 1600L]);
        answer.Total.Points.ShouldAllBe(p => p.MissingSeries == null);
        answer.Total.Summary.ShouldBe(new SeriesSummary(1600, Curves.At("2018-06-02T17:15"), 1600, 1600, 180_000, 3, 0));
    }

    [Fact]
    public async Task Missing_point_is_absent_and_counted_and_named_in_the_total()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage, "a.com", "b.com")
        {
            Curve = (domain, time) => domain == "a.com" && time.Minute == 20 ? null : 800,
        };

        var answer = await AskAsync(Quarter, provider);

        answer.Complete.ShouldBeFalse();
        answer.Failures.ShouldBeEmpty();
        answer.Series[0].Points.Select(p => p.Time.Minute).ShouldBe([15, 25]);
        answer.Series[0].Summary.MissingPoints.ShouldBe(1);
        answer.Total.Points.Select(p => p.MissingSeries).ShouldBe([null, 1, null]);
        answer.Total.Summary.IncompletePoints.ShouldBe(1);
    }

    [Fact]
    public async Task Failing_account_takes_no_other_down()
    {
        var down = new FakeProvider("down", "jdcloud", Capabilities.Usage, "x.com")
        {
            Failing = (_, _) => new ProviderFailure(FailureKind.Timeout, "Late."),
        };

        var answer = await AskAsync(Quarter, down, FakeProvider.Jd("jd", "a.com"), FakeProvider.Jd("bare"));

        answer.Complete.ShouldBeFalse();
        answer.Series.ShouldHaveSingleItem().Account.ShouldBe("jd");
        answer.Failures.Select(f => (f.Account, f.Domain, f.Code))
            .ShouldBe([("down", "x.com", "upstream-timeout"), ("bare", null, "not-supported")]);
    }

    [Fact]
    public async Task Coarse_points_carry_average_peak_and_what_is_missing()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage, "a.com")
        {
            Curve = (_, time) => time.Hour == 15 && time.Minute < 10 ? null : time.Minute * 8,
        };

        var answer = await AskAsync("?start=2018-06-02T15:00&end=2018-06-02T16:30&interval=1h", provider);

        answer.Series[0].Points.ShouldBe(
        [
            new BandwidthPoint(Curves.At("2018-06-02T15:00"), 260, 97_500, PeakBandwidthBps: 440, MissingPoints: 2),
            new BandwidthPoint(Curves.At("2018-06-02T16:00"), 100, 22_500, PeakBandwidthBps: 200, ExpectedPoints: 6),
        ]);
        answer.Series[0].Summary.ExpectedPoints.ShouldBe(18);
    }

    [Fact]
    public async Task Csv_has_a_row_an_interval_and_empty_cells_for_holes()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage, "a.com") { Curve = (_, time) => time.Minute == 20 ? null : 800 };
        var (reading, query) = await ReadAsync(Quarter, provider);

        var body = BandwidthFlowCsv.ToDocument(reading, query).ToBody();

        (await Bodies.TextOfAsync(body)).ShouldBe(
            "account,provider,domain,time,bandwidthBps,flowBytes\r\n"
            + "jd,jdcloud,a.com,2018-06-02T17:15:00+08:00,800,30000\r\n"
            + "jd,jdcloud,a.com,2018-06-02T17:20:00+08:00,,\r\n"
            + "jd,jdcloud,a.com,2018-06-02T17:25:00+08:00,800,30000\r\n");
        body.Headers.ShouldContain(new KeyValuePair<string, string>("X-CdnGateway-Complete", "false"));
    }

    private static async Task<BandwidthFlowResponse> AskAsync(string query, params FakeProvider[] providers)
    {
        var (reading, read) = await ReadAsync(query, providers);
        return BandwidthFlowMapping.ToResponse(reading, await LoadAsync(reading), read);
    }

    private static async Task<IReadOnlyList<UsageSeries>> LoadAsync(BandwidthFlowReading reading)
    {
        var curves = new List<UsageSeries>();
        foreach (var curve in reading.Curves)
        {
            curves.Add(await curve.LoadAsync(new CurveBuffer(), TestContext.Current.CancellationToken));
        }

        return curves;
    }

    private static async Task<(BandwidthFlowReading Reading, BandwidthFlowQuery Query)> ReadAsync(string query, params FakeProvider[] providers)
    {
        var read = BandwidthFlowQuery.Read(Queries.Reader(query, BandwidthFlowParameters.All), Clock.GetUtcNow());
        var selection = new TargetSelection([.. providers.Select(p => new Target(p, []))], []);
        var service = new BandwidthFlowService(new UsageQuestion(new ReadingScene(Clock).Reader));
        var token = TestContext.Current.CancellationToken;
        return (await service.ReadAsync(selection, await service.PlanAsync(selection, read, Clock.GetUtcNow(), token), read, Clock.GetUtcNow(), token), read);
    }
}
