using System.Net;
using CdnGateway.Contracts;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Replicas;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>What is kept stays there when its provider goes, and says that it is old.</summary>
public sealed class ProviderDownTests(PostgresServer server)
{
    private const string Open = "domain=play.live.com&start=2018-06-02T16:00";
    private const string Settled = "domain=play.live.com&start=2018-05-20&end=2018-05-21";

    [Theory]
    [InlineData(Outage.Status503, StoreKind.Sqlite)]
    [InlineData(Outage.Hang, StoreKind.Sqlite)]
    [InlineData(Outage.Refused, StoreKind.Sqlite)]
    [InlineData(Outage.Status503, StoreKind.Postgres)]
    public async Task Kept_points_are_stale_where_something_is_due_and_whole_where_nothing_is_until_it_is_back(Outage outage, StoreKind kind)
    {
        var (gateway, clock) = await StartAsync(kind, outage: outage);
        await using var _ = gateway;
        var before = (await gateway.BandwidthFlowAsync(Open)).BandwidthFlow();
        var settledBefore = await gateway.BandwidthFlowAsync(Settled);
        clock.Set("2018-06-02 17:41:00");
        await outage.BeginJdAsync(gateway.Sandbox);

        var down = (await gateway.BandwidthFlowAsync(Open)).BandwidthFlow();
        var calls = gateway.Sandbox.JdCloudCalls.Count;
        var settled = await gateway.BandwidthFlowAsync(Settled);

        var series = down.Series.ShouldHaveSingleItem();
        series.Points.ShouldBe(before.Series.Single().Points);
        ShouldBeStale(series.Freshness, outage, "2018-06-02T17:36+08:00");
        series.Freshness.NewestPoint.ShouldBe(Time("2018-06-02T17:30+08:00"));
        series.Summary.MissingPoints.ShouldBe(1);
        down.Complete.ShouldBeFalse();
        var failure = down.Failures.ShouldHaveSingleItem();
        (failure.Account, failure.Domain, failure.Code).ShouldBe(("jd", "play.live.com", outage.Code()));
        settled.BandwidthFlow().Series.Single().Freshness.Source.ShouldBe("store");
        Substance.SubstanceOf(settled).ShouldBe(Substance.SubstanceOf(settledBefore));
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(calls);

        await Outages.EndJdAsync(gateway.Sandbox);
        await ReplicaUnderTest.UntilAsync(async () => (await gateway.BandwidthFlowAsync(Open)).BandwidthFlow().Complete, "it is back");
        var after = (await gateway.BandwidthFlowAsync(Open)).BandwidthFlow().Series.Single();
        after.Points.Count.ShouldBe(20);
        after.Freshness.NewestPoint.ShouldBe(Time("2018-06-02T17:35+08:00"));
        after.Freshness.FetchedAt.ShouldBe(Time("2018-06-02T17:41+08:00"));
        after.Freshness.StaleReason.ShouldBeNull();
    }

    [Fact]
    public async Task Range_that_was_kept_in_part_shows_that_part_and_a_domain_that_was_never_had_is_a_failure_alone()
    {
        var (gateway, _) = await StartAsync(StoreKind.Sqlite);
        await using var disposed = gateway;
        var before = (await gateway.BandwidthFlowAsync(Settled)).BandwidthFlow().Series.Single();
        await Outage.Status503.BeginJdAsync(gateway.Sandbox);

        var down = (await gateway.BandwidthFlowAsync("domain=play.live.com&domain=vod.live.com&start=2018-05-19&end=2018-05-22")).BandwidthFlow();
        var never = await gateway.BandwidthFlowAsync("domain=vod.live.com&start=2018-05-19&end=2018-05-22");

        down.Complete.ShouldBeFalse();
        var series = down.Series.ShouldHaveSingleItem();
        (series.Domain, series.Freshness.Source, series.Summary.MissingPoints).ShouldBe(("play.live.com", "stale", 2 * 288));
        series.Points.ShouldBe(before.Points);
        down.Total.Points.Select(p => p.BandwidthBps).ShouldBe(before.Points.Select(p => p.BandwidthBps));
        down.Failures.Select(f => (f.Domain, f.Code)).ShouldBe(
            [("play.live.com", "upstream-unavailable"), ("vod.live.com", "upstream-unavailable")], ignoreOrder: true);
        never.Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable");
        never.Header("Cache-Control").ShouldBe("no-store");
    }

    [Fact]
    public async Task Running_month_is_computed_from_what_is_kept_and_stale()
    {
        var (gateway, clock) = await StartAsync(StoreKind.Sqlite);
        await using var _ = gateway;
        var before = (await gateway.Monthly95Async("month=2018-06&account=jd")).Monthly95();
        clock.Set("2018-06-02 17:41:00");
        await Outage.Status503.BeginJdAsync(gateway.Sandbox);

        var down = (await gateway.Monthly95Async("month=2018-06&account=jd")).Monthly95();

        down.Complete.ShouldBeFalse();
        down.Entries.Select(e => (e.Scope, e.Domain)).ShouldBe([("domain", "play.live.com"), ("domain", "vod.live.com"), ("all", null)]);
        down.Entries.Select(e => e.Standard).ShouldBe(before.Entries.Select(e => e.Standard));
        down.Entries.ShouldAllBe(e => e.Provisional == true && e.Samples!.Missing == 1);
        down.Entries.ToList().ForEach(e => ShouldBeStale(e.Freshness, Outage.Status503, "2018-06-02T17:36+08:00"));
        down.Failures.Select(f => f.Domain).ShouldBe(["play.live.com", "vod.live.com"], ignoreOrder: true);

        await Outages.EndJdAsync(gateway.Sandbox);
        var after = (await gateway.Monthly95Async("month=2018-06&account=jd")).Monthly95();
        after.Complete.ShouldBeTrue();
        after.Entries.ShouldAllBe(e => e.Freshness.StaleReason == null && e.Samples!.Missing == 0);
    }

    [Fact]
    public async Task Settled_month_with_a_part_that_was_never_had_has_no_figure()
    {
        var (gateway, _) = await StartAsync(StoreKind.Sqlite);
        await using var disposed = gateway;
        (await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-04-01&end=2018-04-30T23:55")).BandwidthFlow().Complete.ShouldBeTrue();
        (await gateway.Monthly95Async("month=2018-04&domain=vod.live.com")).Monthly95().Complete.ShouldBeTrue();
        await Outage.Refused.BeginJdAsync(gateway.Sandbox);

        var alone = await gateway.Monthly95Async("month=2018-04&domain=play.live.com");
        var both = (await gateway.Monthly95Async("month=2018-04&account=jd")).Monthly95();

        alone.Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable");
        both.Complete.ShouldBeFalse();
        var entry = both.Entries.ShouldHaveSingleItem(); // and no overlay: it would be too low
        (entry.Domain, entry.Freshness.Source, entry.Provisional).ShouldBe(("vod.live.com", "store", false));
        both.Failures.ShouldHaveSingleItem().Domain.ShouldBe("play.live.com");
    }

    [Fact]
    public async Task Month_that_was_had_to_its_end_before_it_settled_keeps_its_figure_and_is_stale()
    {
        var (gateway, clock) = await StartAsync(StoreKind.Sqlite, "2018-06-01 00:10:00");
        await using var _ = gateway;
        var before = (await gateway.Monthly95Async("month=2018-05")).Monthly95();
        before.Complete.ShouldBeTrue();
        clock.Set("2018-06-02 17:36:00");
        await Outage.Status503.BeginJdAsync(gateway.Sandbox);
        await Outage.Status503.BeginTencentAsync(gateway.Sandbox);

        var down = (await gateway.Monthly95Async("month=2018-05")).Monthly95();

        down.Complete.ShouldBeFalse();
        down.Entries.Count.ShouldBe(6);
        down.Entries.Select(e => (e.Domain, e.Standard, e.OffPeak)).ShouldBe(before.Entries.Select(e => (e.Domain, e.Standard, e.OffPeak)));
        down.Entries.ToList().ForEach(e => ShouldBeStale(e.Freshness, Outage.Status503, "2018-06-01T00:10+08:00"));
        down.Entries.Take(3).ShouldAllBe(e => e.Provisional == false);
        down.Failures.Select(f => f.Account).Distinct(StringComparer.Ordinal).ShouldBe(["jd", "qcloud"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(Outage.Status503, StoreKind.Sqlite)]
    [InlineData(Outage.Hang, StoreKind.Postgres)]
    [InlineData(Outage.Refused, StoreKind.Sqlite)]
    public async Task Reported_figures_are_kept_too(Outage outage, StoreKind kind)
    {
        var (gateway, clock) = await StartAsync(kind, "2018-06-01 12:00:00", outage);
        await using var _ = gateway;
        var may = (await gateway.Monthly95Async("account=qcloud&month=2018-05")).Monthly95();
        var april = await gateway.Monthly95Async("account=qcloud&month=2018-04");
        clock.Set("2018-06-02 17:36:00");
        await outage.BeginTencentAsync(gateway.Sandbox);

        var due = (await gateway.Monthly95Async("account=qcloud&month=2018-05")).Monthly95();
        var settled = await gateway.Monthly95Async("account=qcloud&month=2018-04");
        var never = await gateway.Monthly95Async("account=qcloud&month=2018-03");

        due.Complete.ShouldBeFalse();
        due.Entries.Select(e => (e.Domain, e.Standard, e.OffPeak)).ShouldBe(may.Entries.Select(e => (e.Domain, e.Standard, e.OffPeak)));
        due.Entries.ToList().ForEach(e => ShouldBeStale(e.Freshness, outage, "2018-06-01T12:00+08:00"));
        due.Failures.ShouldHaveSingleItem().Code.ShouldBe(outage.Code());
        Substance.SubstanceOf(settled).ShouldBe(Substance.SubstanceOf(april));
        settled.Monthly95().Entries.ShouldAllBe(e => e.Freshness.Source == "store");
        never.Problem().Code.ShouldBe(outage.Code());

        await Outages.EndTencentAsync(gateway.Sandbox);
        var after = (await gateway.Monthly95Async("account=qcloud&month=2018-05")).Monthly95();
        after.Complete.ShouldBeTrue();
        after.Entries.ShouldAllBe(e => e.Freshness.Source == "provider");
    }

    private static void ShouldBeStale(Freshness freshness, Outage outage, string fetchedAt)
    {
        freshness.Source.ShouldBe("stale");
        freshness.StaleReason.ShouldNotBeNull().Code.ShouldBe(outage.Code());
        freshness.StaleReason.Detail.ShouldNotBeNullOrWhiteSpace();
        freshness.FetchedAt.ShouldBe(Time(fetchedAt));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, null);

    private async Task<(GatewayUnderTest Gateway, StandingClock Clock)> StartAsync(
        StoreKind kind, string now = "2018-06-02 17:36:00", Outage outage = Outage.Status503)
    {
        var clock = new StandingClock(now);
        var setup = new GatewaySetup { Time = clock }.With(
            ("Upstream:AttemptTimeout", outage == Outage.Hang ? "4s" : "20s"), ("Upstream:TotalTimeout", "60s"), ("Upstream:MaxRetries", "1"));
        return (await GatewayUnderTest.StartAsync(await setup.OnAsync(kind, server)), clock);
    }
}
