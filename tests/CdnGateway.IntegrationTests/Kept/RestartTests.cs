using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>A gateway that begins where another one ended.</summary>
public sealed class RestartTests(PostgresServer server) : IDisposable
{
    private const string Settled = "/api/v1/bandwidth-flow?start=2018-05-01&end=2018-06-01&interval=1h";
    private const string Month = "/api/v1/monthly-95?month=2018-04";
    private const string Open = "/api/v1/bandwidth-flow?domain=play.live.com&start=2018-06-02T16:00";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("cdngateway-restart-");

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task Restart_asks_for_nothing_that_is_settled_and_once_for_what_is_due(StoreKind kind)
    {
        var clock = new StandingClock("2018-06-02 17:36:00");
        var setup = (await new GatewaySetup { Time = clock }.OnAsync(kind, server)).WithStoreIn(data);
        await using var sandbox = await SandboxServer.StartAsync(setup.Sandbox with { Time = clock }, TestContext.Current.CancellationToken);
        Answer[] before;
        await using (var first = await GatewayUnderTest.StartAsync(setup.Before(sandbox)))
        {
            before = [await first.GetAsync(Settled), await first.GetAsync(Month), await first.GetAsync(Open)];
        }

        var calls = (sandbox.JdCloudCalls.Count, sandbox.TencentCalls.Count);
        clock.Set("2018-06-02 17:41:00");
        await using var second = await GatewayUnderTest.StartAsync(setup.Before(sandbox));
        Answer[] after = [await second.GetAsync(Settled), await second.GetAsync(Month)];
        (sandbox.JdCloudCalls.Count, sandbox.TencentCalls.Count).ShouldBe(calls);
        var open = (await second.GetAsync(Open)).BandwidthFlow();

        after.Select(Substance.SubstanceOf).ShouldBe(before.Take(2).Select(Substance.SubstanceOf));
        after.Select(a => a.Header("ETag")).ShouldBe(before.Take(2).Select(a => a.Header("ETag")));
        after[0].BandwidthFlow().Series.ShouldAllBe(s => s.Freshness.Source == "store");
        after[1].Monthly95().Entries.ShouldAllBe(e => e.Freshness.Source == "store");
        (sandbox.JdCloudCalls.Count, sandbox.TencentCalls.Count).ShouldBe((calls.Item1 + 1, calls.Item2));
        open.Complete.ShouldBeTrue();
        open.Series.Single().Points.Take(19).ShouldBe(before[2].BandwidthFlow().Series.Single().Points);
        sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
    }

    [Fact]
    public async Task Restart_with_another_provider_address_shows_nothing_of_the_first()
    {
        var setup = new GatewaySetup().WithStoreIn(data);
        await using (var first = await GatewayUnderTest.StartAsync(setup))
        {
            (await first.GetAsync(Settled)).BandwidthFlow().Complete.ShouldBeTrue();
        }

        var others = setup with { Sandbox = setup.Sandbox with { Traffic = static (_, _) => 1_048_576 } };
        await using var second = await GatewayUnderTest.StartAsync(others);

        var answer = (await second.GetAsync(Settled)).BandwidthFlow();

        answer.Series.ShouldAllBe(s => s.Freshness.Source == "provider" && s.Summary.PeakBandwidthBps == 1_048_576);
    }

    public void Dispose() => data.Delete(recursive: true);
}
