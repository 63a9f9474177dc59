using System.Net;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Answers;

/// <summary>The answer that JD's document prints, through the gateway.</summary>
public sealed class JdCloudDocumentTests
{
    private const string Range = "domain=play.live.com&start=2018-06-02T17:10:00%2B08:00&end=2018-06-02T17:30:00%2B08:00";

    [Fact]
    public async Task Points_of_the_document_are_told_by_their_start_in_bits_and_bytes()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.SeedDocumentedAnswers();

        var answer = await gateway.BandwidthFlowAsync(Range);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Json.GetProperty("series")[0].GetProperty("points").GetRawText().ShouldBe(
            """
            [{"time":"2018-06-02T17:10:00+08:00","bandwidthBps":6396314,"flowBytes":239998075},
            {"time":"2018-06-02T17:15:00+08:00","bandwidthBps":127999672,"flowBytes":4800003441},
            {"time":"2018-06-02T17:20:00+08:00","bandwidthBps":127999672,"flowBytes":4800003441},
            {"time":"2018-06-02T17:25:00+08:00","bandwidthBps":121603359,"flowBytes":4559994880}]
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Answer_around_the_points_of_the_document_is_the_whole_contract()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.SeedDocumentedAnswers();

        var answer = await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-06-02T17:25:00%2B08:00&end=2018-06-02T17:30:00%2B08:00");

        const string Points = """[{"time":"2018-06-02T17:25:00+08:00","bandwidthBps":121603359,"flowBytes":4559994880}]""";
        const string Summary = """
            {"peakBandwidthBps":121603359,"peakTime":"2018-06-02T17:25:00+08:00","averageBandwidthBps":121603359,
            "p95BandwidthBps":121603359,"totalFlowBytes":4559994880,"expectedPoints":1,"missingPoints":0}
            """;
        var expected = $$$"""
            {"start":"2018-06-02T17:25:00+08:00","end":"2018-06-02T17:30:00+08:00","interval":"5m","complete":true,
            "series":[{"account":"jd","provider":"jdcloud","domain":"play.live.com","points":{{{Points}}},"summary":{{{Summary}}},
            "freshness":{"fetchedAt":"2018-06-02T17:36:00+08:00","source":"provider","newestPoint":"2018-06-02T17:25:00+08:00"}}],
            "total":{"points":{{{Points}}},"summary":{{{Summary}}}},"failures":[]}
            """;
        answer.Body.ShouldBe(expected.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Summary_of_the_document_is_exact()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Sandbox.SeedDocumentedAnswers();

        var summary = (await gateway.BandwidthFlowAsync(Range)).BandwidthFlow().Series.Single().Summary;

        summary.PeakBandwidthBps.ShouldBe(127999672);
        summary.PeakTime.ShouldBe(DateTimeOffset.Parse("2018-06-02T17:15:00+08:00", null));
        summary.AverageBandwidthBps.ShouldBe((6396314 + 127999672 + 127999672 + 121603359 + 2L) / 4);
        summary.P95BandwidthBps.ShouldBe(127999672);
        summary.TotalFlowBytes.ShouldBe(239998075L + 4800003441 + 4800003441 + 4559994880);
        (summary.ExpectedPoints, summary.MissingPoints).ShouldBe((4, 0));
    }

    [Fact]
    public async Task Range_is_asked_by_the_labels_of_the_interval_ends()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        await gateway.BandwidthFlowAsync("domain=play.live.com&start=2018-06-02T17:15:00%2B08:00&end=2018-06-02T17:30:00%2B08:00");

        var call = gateway.Sandbox.JdCloudCalls.All.ShouldHaveSingleItem();
        call.Verdict.ShouldBe("Ok");
        call.Parameters["start_time"].ShouldBe("2018-06-02 17:20");
        call.Parameters["end_time"].ShouldBe("2018-06-02 17:30");
        call.Parameters["time_point"].ShouldBe("endTime");
        call.Method.ShouldBe("POST");
        call.ContentType.ShouldBe("application/json");
        call.Query.ShouldBeEmpty();
    }

    [Fact]
    public async Task Label_of_the_interval_start_is_asked_for_and_the_points_are_the_same()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Accounts:jd:PointLabel", "IntervalStart")));
        gateway.Sandbox.SeedDocumentedAnswers();

        var series = (await gateway.BandwidthFlowAsync(Range)).BandwidthFlow().Series.Single();

        series.Points.Select(p => p.BandwidthBps).ShouldBe([6396314, 127999672, 127999672, 121603359]);
        series.Points[0].Time.ShouldBe(DateTimeOffset.Parse("2018-06-02T17:10:00+08:00", null));
        var call = gateway.Sandbox.JdCloudCalls.All.Single();
        call.Parameters["start_time"].ShouldBe("2018-06-02 17:10");
        call.Parameters["end_time"].ShouldBe("2018-06-02 17:25");
        call.Parameters["time_point"].ShouldBe("startTime");
    }

    [Fact]
    public async Task Mega_unit_of_a_million_counts_by_a_million()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Accounts:jd:MegaUnit", "1000000")));
        gateway.Sandbox.SeedDocumentedAnswers();

        var series = (await gateway.BandwidthFlowAsync(Range)).BandwidthFlow().Series.Single();

        series.Points.Select(p => p.BandwidthBps).ShouldBe([6100000, 122070000, 122070000, 115970000]);
        series.Points.Select(p => p.FlowBytes).ShouldBe([228880000, 4577640000, 4577640000, 4348750000]);
    }
}
