using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Replicas;
using CdnGateway.Store;
using Microsoft.Extensions.Logging;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>A store that fails while the gateway runs: slower and dearer, and never wrong.</summary>
public sealed class StoreDownTests(PostgresServer server)
{
    private const int StoreFails = 5001;
    private const int StoreWorksAgain = 5002;
    private const string Flow = "/api/v1/bandwidth-flow?start=2018-05-20&end=2018-05-21";
    private const string Month = "/api/v1/monthly-95?month=2018-04";

    [Fact]
    public async Task Questions_go_to_the_provider_until_the_store_works_again()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Services = UnreliableStore.InPlaceOfTheRealOne });
        var store = (UnreliableStore)gateway.Service<IUsageStore>();
        var (flow, month) = (await gateway.GetAsync(Flow), await gateway.GetAsync(Month));
        await ReplicaUnderTest.UntilAsync(async () => (await gateway.GetAsync("/health/ready")).Status == HttpStatusCode.OK, "it is ready");

        store.Break();
        for (var round = 0; round < 3; round++)
        {
            var (flowNow, monthNow) = (await gateway.GetAsync($"{Flow}&interval=5m"), await gateway.GetAsync($"{Month}&format=json"));

            Substance.SubstanceOf(flowNow).ShouldBe(Substance.SubstanceOf(flow));
            Substance.SubstanceOf(monthNow).ShouldBe(Substance.SubstanceOf(month));
            flowNow.BandwidthFlow().Series.ShouldAllBe(s => s.Freshness.Source == "provider");
            monthNow.Monthly95().Entries.ShouldAllBe(e => e.Freshness.Source == "provider");
        }

        await ReplicaUnderTest.UntilAsync(async () => (await gateway.GetAsync("/health/ready")).Status == HttpStatusCode.ServiceUnavailable, "it is unready");
        (await gateway.GetAsync("/health/ready")).Json.GetProperty("code").GetString().ShouldBe("store-unavailable");
        (await gateway.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        var told = gateway.Log.Of(StoreFails).ShouldHaveSingleItem();
        told.Level.ShouldBe(LogLevel.Error);
        told.Message.ShouldContain("The disk is gone.");

        store.Mend();
        await ReplicaUnderTest.UntilAsync(async () => await SourceAsync(gateway, $"{Flow}&interval=5m") == "store", "it is kept again");
        Substance.SubstanceOf(await gateway.GetAsync($"{Flow}&interval=5m")).ShouldBe(Substance.SubstanceOf(flow));
        Substance.SubstanceOf(await gateway.GetAsync($"{Month}&format=json")).ShouldBe(Substance.SubstanceOf(month));
        await ReplicaUnderTest.UntilAsync(async () => (await gateway.GetAsync("/health/ready")).Status == HttpStatusCode.OK, "it is ready");
        gateway.Log.Of(StoreFails).Count.ShouldBe(1);
        gateway.Log.Of(StoreWorksAgain).Count.ShouldBe(1);
        gateway.Log.Of(1001).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_can_be_read_and_not_written_is_asked_for_and_shown_and_not_taken_for_kept()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Services = UnreliableStore.InPlaceOfTheRealOne });
        var store = (UnreliableStore)gateway.Service<IUsageStore>();
        store.BreakForWriting();

        var first = await gateway.GetAsync(Flow);
        var second = await gateway.GetAsync(Flow);
        var month = (await gateway.GetAsync(Month)).Monthly95();

        first.BandwidthFlow().Complete.ShouldBeTrue();
        Substance.SubstanceOf(second).ShouldBe(Substance.SubstanceOf(first));
        second.BandwidthFlow().Series.ShouldAllBe(s => s.Freshness.Source == "provider");
        month.Complete.ShouldBeTrue();
        month.Entries.ShouldAllBe(e => e.Freshness.Source == "provider");
        store.Mend();
        await ReplicaUnderTest.UntilAsync(async () => await SourceAsync(gateway, Flow) == "store", "it is kept");
        gateway.Log.Of(StoreFails).Count.ShouldBe(1);
        gateway.Log.Of(StoreWorksAgain).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Provider_and_store_that_are_both_gone_are_a_problem_and_no_answer()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            new GatewaySetup { Services = UnreliableStore.InPlaceOfTheRealOne, Settings = GatewaySetup.OneRetry });
        await gateway.GetAsync(Flow);
        await gateway.GetAsync(Month);
        ((UnreliableStore)gateway.Service<IUsageStore>()).Break();
        await Outage.Refused.BeginJdAsync(gateway.Sandbox);
        await Outage.Refused.BeginTencentAsync(gateway.Sandbox);

        (await gateway.GetAsync($"{Flow}&interval=1h")).Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable");
        (await gateway.GetAsync($"{Month}&format=csv")).Problem(HttpStatusCode.ServiceUnavailable, "upstream-unavailable");
    }

    [Fact(Timeout = 300_000)]
    public async Task Database_that_goes_takes_nothing_but_the_keeping_and_comes_back()
    {
        var database = await Setups.DatabaseAsync(server);
        await using var gateway = await GatewayUnderTest.StartAsync(
            new GatewaySetup().With(("Store:ConnectionString", database), ("Upstream:TotalTimeout", "10s"), ("Upstream:AttemptTimeout", "10s")));
        var flow = await gateway.GetAsync(Flow);

        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: false);
        var unsure = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => gateway.GetAsync($"{Flow}&interval=1h&domain=play.live.com")));
        unsure.ShouldAllBe(a => a.Status == HttpStatusCode.OK || a.Problem().Code == "upstream-quota-exhausted");

        // What other replicas send is not known now. On its own it sends nothing until that counts no more: a minute and some seconds.
        await ReplicaUnderTest.UntilAsync(async () => (await gateway.GetAsync($"{Flow}&interval=5m")).Status == HttpStatusCode.OK, "it goes on alone", TimeSpan.FromMinutes(3));
        var alone = await gateway.GetAsync($"{Flow}&interval=5m");
        Substance.SubstanceOf(alone).ShouldBe(Substance.SubstanceOf(flow));
        alone.BandwidthFlow().Series.ShouldAllBe(s => s.Freshness.Source == "provider");
        gateway.Log.Of(StoreFails).Count.ShouldBe(1);
        await ReplicaUnderTest.UntilAsync(async () => (await gateway.GetAsync("/health/ready")).Status == HttpStatusCode.ServiceUnavailable, "it is unready");

        await ReplicaUnderTest.AllowConnectionsAsync(database, allow: true);
        await ReplicaUnderTest.UntilAsync(async () => (await gateway.GetAsync("/health/ready")).Status == HttpStatusCode.OK, "it is ready again");
        await ReplicaUnderTest.UntilAsync(async () => await SourceAsync(gateway, $"{Flow}&interval=5m") == "store", "it is kept again");
        Substance.SubstanceOf(await gateway.GetAsync($"{Flow}&interval=5m")).ShouldBe(Substance.SubstanceOf(flow));
        gateway.Log.Of(StoreWorksAgain).Count.ShouldBe(1);
        gateway.Log.Of(1001).ShouldBeEmpty();
    }

    private static async Task<string?> SourceAsync(GatewayUnderTest gateway, string path) =>
        await gateway.GetAsync(path) is { Status: HttpStatusCode.OK } answer ? answer.BandwidthFlow().Series[0].Freshness.Source : null;
}
