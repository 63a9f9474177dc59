using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Tencent;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>A provider that changes its mind after a month is settled: of one figure the gateway tells one value, whoever asks for what.</summary>
public sealed class OneFigureTests(PostgresServer server)
{
    private const string Domain = "www.test.com";
    private const string Month = "month=2018-04&account=qcloud&source=reported";
    private const string Reconciliation = "/api/v1/monthly-95/reconciliation?month=2018-04&account=qcloud";

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task Domain_is_answered_from_the_whole_account_and_only_several_are_a_call(StoreKind kind)
    {
        var setup = new GatewaySetup { Sandbox = new SandboxOptions { CallsPerMinute = 100_000, TencentV3DaysBack = null } };
        await using var gateway = await GatewayUnderTest.StartAsync(await setup.With(("Accounts:qcloud:Api", "V2,V3")).OnAsync(kind, server));
        var known = (await gateway.Monthly95Async(Month)).Monthly95().Entries.Single(e => e.Domain == Domain);
        gateway.Sandbox.TencentSeeds.Month(Domain, "2018-04", new TencentFigures("1", "2018-04-02 20:00:00"));

        var month = (await gateway.Monthly95Async($"{Month}&domain={Domain}")).Monthly95().Entries;
        var reconciled = (await gateway.GetAsync($"{Reconciliation}&domain={Domain}")).Reconciliation().Entries;
        var calls = gateway.Sandbox.TencentCalls.Count;
        var several = (await gateway.Monthly95Async($"{Month}&domain={Domain}&domain=img.test.com")).Monthly95().Entries;

        month.Select(e => (e.Scope, e.Domain, e.Standard, e.OffPeak)).ShouldBe(
            [("domain", Domain, known.Standard, known.OffPeak), ("all", null, known.Standard, known.OffPeak)]);
        month.ShouldAllBe(e => e.Freshness.Source == "store" && e.ProviderAccountId == known.ProviderAccountId);
        reconciled.Select(e => (e.Scope, e.ReportedBps)).ShouldBe([("domain", known.Standard!.BandwidthBps), ("all", known.Standard.BandwidthBps)]);
        known.Standard.BandwidthBps.ShouldBeGreaterThan(1);
        calls.ShouldBe(1);
        several.Single(e => e.Domain == Domain).Standard!.BandwidthBps.ShouldBe(1);
        gateway.Sandbox.TencentCalls.Count.ShouldBe(2);
    }
}
