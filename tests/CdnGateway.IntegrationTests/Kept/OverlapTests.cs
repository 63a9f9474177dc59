using System.Globalization;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>Ranges that overlap in every way: whatever is settled is asked for once, and no answer shows where it was put together.</summary>
public sealed class OverlapTests(PostgresServer server)
{
    private const string Both = "domain=play.live.com&domain=vod.live.com";
    private static readonly DateTime First = new(2018, 4, 1);
    private static readonly DateTime Now = new(2018, 6, 2, 17, 35, 0);

    [Theory]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Postgres, true)]
    [InlineData(StoreKind.Postgres, false)]
    public async Task Settled_interval_is_asked_for_once_and_answers_are_those_of_a_gateway_asked_cold(StoreKind kind, bool atOnce)
    {
        await using var gateway = await StartAsync(await new GatewaySetup().OnAsync(kind, server));
        await using var cold = await StartAsync(new GatewaySetup());
        var random = new Random(atOnce ? 1 : 2);
        var questions = Enumerable.Range(0, 40).Select(_ => Question(random)).Append("/api/v1/monthly-95?month=2018-05&account=jd").ToList();

        var answers = atOnce ? await Task.WhenAll(questions.Select(q => gateway.GetAsync(q))) : await OneByOneAsync(gateway, questions);

        gateway.Sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
        Substance.SubstanceOf(await gateway.GetAsync(Whole)).ShouldBe(Substance.SubstanceOf(await cold.GetAsync(Whole)));
        for (var i = 0; i < questions.Count; i++)
        {
            Substance.SubstanceOf(answers[i]).ShouldBe(Substance.SubstanceOf(await cold.GetAsync(questions[i])), questions[i]);
        }

        gateway.Sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
        cold.Sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
    }

    [Fact]
    public async Task What_was_settled_and_absent_is_not_asked_for_again_either()
    {
        await using var gateway = await StartAsync(new GatewaySetup());
        var before = (await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-05-10&end=2018-05-11")).BandwidthFlow();

        var again = (await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-05-10T01:00&end=2018-05-10T23:00")).BandwidthFlow();

        before.Complete.ShouldBeFalse();
        again.Complete.ShouldBeFalse();
        again.Series.Single().Freshness.Source.ShouldBe("store");
        again.Series.Single().Summary.MissingPoints.ShouldBe(before.Series.Single().Summary.MissingPoints);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(1);
    }

    private static string Whole => $"/api/v1/bandwidth-flow?{Both}&start={Text(First)}&end={Text(Now)}&interval=1h";

    private static async Task<GatewayUnderTest> StartAsync(GatewaySetup setup)
    {
        var gateway = await GatewayUnderTest.StartAsync(setup);
        gateway.Sandbox.JdCloudSeeds.Holes("play.live.com", "2018-05-10 02:05", "2018-05-10 03:00");
        return gateway;
    }

    /// <summary>From minutes to more than a call can reach over.</summary>
    private static string Question(Random random)
    {
        var most = (int)((Now - First).TotalMinutes / 5);
        var from = random.Next(most);
        var count = Math.Min(most - from, 1 + random.Next(random.Next(2) == 0 ? 300 : 12_000));
        var domain = random.Next(3) switch { 0 => "domain=play.live.com", 1 => "domain=vod.live.com", _ => Both };
        var interval = count > 2000 ? "1h" : "5m";
        return $"/api/v1/bandwidth-flow?{domain}&start={Text(First.AddMinutes(5 * from))}&end={Text(First.AddMinutes(5 * (from + count)))}&interval={interval}";
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static async Task<Answer[]> OneByOneAsync(GatewayUnderTest gateway, List<string> questions)
    {
        var answers = new List<Answer>();
        foreach (var question in questions)
        {
            answers.Add(await gateway.GetAsync(question));
        }

        return [.. answers];
    }
}
