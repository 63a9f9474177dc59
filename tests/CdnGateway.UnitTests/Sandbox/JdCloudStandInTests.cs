using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.JdCloud;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class JdCloudStandInTests : IAsyncLifetime
{
    private readonly SandboxClock clock = SandboxClock.AtBeijing("2018-06-02 17:36:00");
    private SandboxOptions options = null!;
    private SandboxServer sandbox = null!;
    private SandboxClient client = null!;

    public async ValueTask InitializeAsync()
    {
        options = new SandboxOptions { Time = clock };
        sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        client = new SandboxClient(sandbox, options);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_seeded_query_answers_as_the_document_prints_it()
    {
        sandbox.SeedDocumentedAnswers();

        using var response = await client.SendJdAsync();

        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"status":0,"msg":"成功","data":["""
            + """{"2018-06-02 17:15":{" play.live.com ":{"bandwidth":6.1,"flow":228.88}}},"""
            + """{"2018-06-02 17:20":{" play.live.com ":{"bandwidth":122.07,"flow":4577.64}}},"""
            + """{"2018-06-02 17:25":{" play.live.com ":{"bandwidth":122.07,"flow":4577.64}}},"""
            + """{"2018-06-02 17:30":{" play.live.com ":{"bandwidth":115.97,"flow":4348.75}}}]}""");
        var call = sandbox.JdCloudCalls.All.ShouldHaveSingleItem();
        call.Verdict.ShouldBe("Ok");
        call.Method.ShouldBe("POST");
        call.Path.ShouldBe("/api/live/bandwidth_flow");
        call.Parameters["domain"].ShouldBe("play.live.com");
        call.ArrivedAt.ShouldBe(clock.GetUtcNow());
    }

    [Theory]
    [InlineData("username", "somebody", 20)]
    [InlineData("username", "", 3)]
    [InlineData("signature", null, 4)]
    [InlineData("signature", "f7e472560b470a8d1892ea57626390d6", 7)]
    [InlineData("domain", "", 12)]
    [InlineData("domain", "www.test.com", 18)]
    [InlineData("domain", "play.live.com,vod.live.com", 17)]
    [InlineData("start_time", null, 13)]
    [InlineData("start_time", "2018-06-02 17:15:00", 14)]
    [InlineData("start_time", "2018-06-02  17:15", 14)]
    [InlineData("start_time", "2018-6-2 17:15", 14)]
    [InlineData("end_time", "2018-06-31 17:15", 14)]
    [InlineData("start_time", "2018-06-02 17:31", 19)]
    [InlineData("start_time", "2018-05-03 17:29", 45)]
    [InlineData("start_time", "2018-05-03 17:30", 0)]
    [InlineData("time_point", "middle", 1)]
    [InlineData("streamName", "one", 2)]
    public async Task A_wrong_parameter_gets_its_documented_status(string name, string? value, int status)
    {
        using var response = await client.SendJdAsync((name, value));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SandboxClient.JsonOf(response)).GetProperty("status").GetInt32().ShouldBe(status);
        sandbox.JdCloudCalls.All.Single().Verdict.ShouldBe(status == 0 ? "Ok" : $"Refused {status}");
    }

    [Theory]
    [InlineData("POST", "/api/live/bandwidth_flow", "application/json", "{", HttpStatusCode.OK, "-1")]
    [InlineData("POST", "/api/live/bandwidth_flow", "application/json", "", HttpStatusCode.OK, "2")]
    [InlineData("POST", "/api/live/bandwidth_flow", "text/plain", "{}", HttpStatusCode.UnsupportedMediaType, "HTTP 415")]
    [InlineData("POST", "/api/live/ bandwidth_flow", "application/json", "{}", HttpStatusCode.NotFound, "HTTP 404")]
    [InlineData("GET", "/api/live/bandwidth_flow", "application/json", "{}", HttpStatusCode.MethodNotAllowed, "HTTP 405")]
    public async Task A_call_that_is_no_call_is_refused_and_logged(
        string method, string path, string type, string body, HttpStatusCode status, string refusal)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(sandbox.JdCloudUrl, path))
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };

        using var response = await client.SendAsync(request);

        response.StatusCode.ShouldBe(status);
        sandbox.JdCloudCalls.All.Single().Refusal.ShouldBe(refusal);
    }

    [Fact]
    public async Task Labels_mark_the_end_unless_the_start_is_asked_for()
    {
        sandbox.SeedDocumentedAnswers();

        var points = Points(await client.AskJdAsync(
            ("time_point", "startTime"),
            ("start_time", "2018-06-02 17:10"),
            ("end_time", "2018-06-02 17:20")));

        points.Select(point => (point.Label, point.Mbps)).ShouldBe(
            [("2018-06-02 17:10", 6.1m), ("2018-06-02 17:15", 122.07m), ("2018-06-02 17:20", 122.07m)]);
    }

    [Fact]
    public async Task An_interval_that_has_not_ended_has_no_point()
    {
        // 17:36, so 17:30 to 17:35 is the last that has ended.
        Points(await client.AskJdAsync(("end_time", null))).Last().Label.ShouldBe("2018-06-02 17:35");
        Points(await client.AskJdAsync(("end_time", "2018-06-03 00:00"))).Last().Label.ShouldBe("2018-06-02 17:35");
        var byStart = await client.AskJdAsync(("end_time", null), ("time_point", "startTime"));
        Points(byStart).Last().Label.ShouldBe("2018-06-02 17:30");
    }

    [Fact]
    public async Task Holes_are_absent_and_no_point_at_all_is_an_empty_list()
    {
        sandbox.JdCloudSeeds.Holes("play.live.com", "2018-06-02 17:20", "2018-06-02 17:25");
        Points(await client.AskJdAsync()).Select(point => point.Label).ShouldBe(["2018-06-02 17:15", "2018-06-02 17:30"]);

        sandbox.JdCloudSeeds.WithoutCurve("vod.live.com");
        var empty = await client.AskJdAsync(("domain", "vod.live.com"));
        empty.GetProperty("status").GetInt32().ShouldBe(0);
        empty.GetProperty("data").GetRawText().ShouldBe("[]");
    }

    [Theory]
    [InlineData(PointPattern.ConstantOverHour, 12, 1)]
    [InlineData(PointPattern.LinearBetweenHours, 12, 12)]
    [InlineData(PointPattern.OnePointAnHour, 1, 1)]
    public async Task A_day_can_be_coarse(PointPattern pattern, int count, int different)
    {
        sandbox.JdCloudSeeds.Day("play.live.com", "2018-06-02", pattern);

        // From 23:55 of the exact day before to 00:55 of the coarse one.
        var points = Points(await client.AskJdAsync(("start_time", "2018-06-02 00:00"), ("end_time", "2018-06-02 01:00")));

        points[0].Mbps.ShouldBe(Math.Round(options.Traffic("play.live.com", new DateTime(2018, 6, 1, 23, 55, 0)) / 1048576m, 2));
        points.Count.ShouldBe(1 + count);
        points.Skip(1).Select(point => point.Mbps).Distinct().Count().ShouldBe(different);
    }

    [Fact]
    public async Task A_month_is_complete_and_figures_are_the_curves_in_units_of_two_to_the_twentieth()
    {
        var points = Points(await client.AskJdAsync(("start_time", "2018-05-03 00:05"), ("end_time", "2018-06-02 00:00")));

        points.Count.ShouldBe(30 * 288);
        var bps = options.Traffic("play.live.com", new DateTime(2018, 5, 3));
        points[0].Mbps.ShouldBe(Math.Round(bps / 1048576m, 2));
        points[0].Megabytes.ShouldBe(Math.Round(bps * 37.5m / 1048576m, 2));
        points.Count(point => point.AsText).ShouldBe(30 * 288 / 7);
    }

    [Fact]
    public async Task The_other_edge_can_be_the_default_and_a_month_the_limit()
    {
        var strict = options with { JdDefaultLabel = JdPointLabel.IntervalStart, JdOnlyLastMonth = true };
        await using var other = await SandboxServer.StartAsync(strict, TestContext.Current.CancellationToken);
        using var caller = new SandboxClient(other, strict);

        Points(await caller.AskJdAsync(("end_time", null))).Last().Label.ShouldBe("2018-06-02 17:30");
        var old = await caller.AskJdAsync(("start_time", "2018-05-01 00:00"), ("end_time", "2018-05-02 00:00"));
        old.GetProperty("status").GetInt32().ShouldBe(21);
    }

    [Fact]
    public async Task The_quota_holds_in_any_sixty_seconds()
    {
        var tight = options with { CallsPerMinute = 2 };
        await using var other = await SandboxServer.StartAsync(tight, TestContext.Current.CancellationToken);
        using var caller = new SandboxClient(other, tight);

        await caller.AskJdAsync();
        clock.Advance(TimeSpan.FromSeconds(59));
        await caller.AskJdAsync();
        using var third = await caller.SendJdAsync();
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        (await caller.AskJdAsync()).GetProperty("status").GetInt32().ShouldBe(0);
        using var fifth = await caller.SendJdAsync();
        fifth.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(59));
    }

    private static List<(string Label, decimal Mbps, decimal Megabytes, bool AsText)> Points(JsonElement answer) =>
    [
        .. answer.GetProperty("data").EnumerateArray().Select(entry =>
        {
            var point = entry.EnumerateObject().Single();
            var figures = point.Value.EnumerateObject().Single().Value;
            return (point.Name, Number(figures.GetProperty("bandwidth")), Number(figures.GetProperty("flow")),
                figures.GetProperty("flow").ValueKind == JsonValueKind.String);
        }),
    ];

    private static decimal Number(JsonElement figure) => decimal.Parse(figure.ToString(), CultureInfo.InvariantCulture);
}
