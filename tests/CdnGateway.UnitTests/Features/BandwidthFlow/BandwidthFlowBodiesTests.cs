using CdnGateway.Features.Answering;
using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Reading;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Features.BandwidthFlow;

public sealed class BandwidthFlowBodiesTests
{
    /// <summary>Together more points than are held in memory: they are read from the store while they are written.</summary>
    private static readonly string[] Domains = [.. Enumerable.Range(0, 120).Select(i => $"d{i}.example.com")];

    [Theory]
    [InlineData(AnswerFormat.Json)]
    [InlineData(AnswerFormat.Csv)]
    internal async Task Several_who_write_one_large_answer_do_not_disturb_each_other(AnswerFormat format)
    {
        var scene = new ReadingScene(new FakeClock(Curves.At("2018-08-03T00:00:01")));
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage, Domains) { Curve = (domain, time) => (domain.GetHashCode(StringComparison.Ordinal) & 0xFFFF) + (time.UtcTicks % 1_000_003) };
        var service = new BandwidthFlowService(new UsageQuestion(scene.Reader));
        var query = BandwidthFlowQuery.Read(Queries.Reader("?start=2018-07-01&end=2018-08-01&interval=1d", BandwidthFlowParameters.All), scene.Clock.GetUtcNow());
        var selection = new TargetSelection([new Target(provider, Domains)], []);
        var token = TestContext.Current.CancellationToken;
        var plans = await service.PlanAsync(selection, query, scene.Clock.GetUtcNow(), token);
        var reading = await service.ReadAsync(selection, plans, query, scene.Clock.GetUtcNow(), token);
        reading.Curves.ShouldAllBe(curve => curve.Usage.Held == null);
        var body = service.BodyOf(reading, query, format);

        var alone = await Bodies.TextOfAsync(body);
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Bodies.TextOfAsync(body), token)));

        together.ShouldAllBe(text => text == alone);
    }
}
