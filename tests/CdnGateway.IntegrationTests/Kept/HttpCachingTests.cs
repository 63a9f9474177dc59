using System.Net;
using System.Net.Http.Headers;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Replicas;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>What callers and their caches are told (RFC 9110, 13.1.2; RFC 9111, 5.2.2). It is the 2nd of June 2018, 17:36.</summary>
public sealed class HttpCachingTests
{
    private const string Flow = "/api/v1/bandwidth-flow?start=2018-05-20&end=2018-05-21";
    private const string Month = "/api/v1/monthly-95?month=2018-04";
    private const string OpenFlow = "/api/v1/bandwidth-flow?domain=play.live.com&start=2018-06-02T16:00";
    private const string OpenMonth = "/api/v1/monthly-95?month=2018-06&account=jd";

    /// <summary>With <c>x</c> for what the tag has between its quotes.</summary>
    public static TheoryData<string> Knows => ["W/\"x\"", "\"x\"", "\"other\", W/\"x\"", "W/\"other\",\"x\",\"more\"", "*"];

    public static TheoryData<string> KnowsNot => ["W/\"other\"", "\"other\"", "x", "\"\"", "W/x", "\"x"];

    [Fact]
    public async Task Every_200_has_a_tag_of_its_own_that_stays_however_the_answer_came_about()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        string[] paths = [Flow, $"{Flow}&format=csv", $"{Flow}&interval=1h", $"{Flow}&domain=play.live.com", Month, $"{Month}&format=csv", $"{Month}&account=jd", OpenFlow];
        var tags = new List<string>();
        foreach (var path in paths)
        {
            var answers = new[] { await gateway.GetAsync(path), await gateway.GetAsync(path), await gateway.GetAsync(path) }; // asked for, kept, ready
            answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
            answers[1].Body.ShouldBe(answers[2].Body);
            tags.Add(answers.Select(a => a.Header("ETag")).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldNotBeNull());
        }

        tags.Distinct(StringComparer.Ordinal).Count().ShouldBe(paths.Length);
        (await gateway.GetAsync(Flow, ("Accept", "text/csv"))).Header("ETag").ShouldBe(tags[1]);
        (await gateway.GetAsync(Flow, ("Accept", "application/json"))).Header("ETag").ShouldBe(tags[0]);
    }

    [Theory]
    [MemberData(nameof(Knows))]
    public async Task Whoever_has_the_answer_gets_304_without_a_body(string knows)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        foreach (var path in (string[])[Flow, $"{Flow}&format=csv", Month, $"{Month}&format=csv", OpenFlow])
        {
            var whole = await gateway.GetAsync(path);
            var header = ("If-None-Match", IfNoneMatch(knows, whole));

            var second = await gateway.GetAsync(path, header); // the answer is not in memory yet
            await gateway.GetAsync(path);
            var third = await gateway.GetAsync(path, header);

            foreach (var answer in (Answer[])[second, third])
            {
                answer.Status.ShouldBe(HttpStatusCode.NotModified, path);
                answer.Body.ShouldBeEmpty();
                answer.ContentType.ShouldBeNull();
                answer.Header("ETag").ShouldBe(whole.Header("ETag"));
                ShouldVary(answer);
                CacheControl(answer).ToString().ShouldBe(CacheControl(whole).ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(KnowsNot))]
    public async Task Whoever_has_another_answer_gets_this_one(string knows)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var whole = await gateway.GetAsync(Flow);

        for (var time = 0; time < 3; time++)
        {
            var answer = await gateway.GetAsync(Flow, ("If-None-Match", IfNoneMatch(knows, whole)));

            Substance.SubstanceOf(answer).ShouldBe(Substance.SubstanceOf(whole));
        }
    }

    [Fact]
    public async Task New_point_makes_another_answer()
    {
        var clock = new StandingClock("2018-06-02 17:36:00");
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Time = clock });
        var flow = await gateway.GetAsync(OpenFlow);
        var month = await gateway.GetAsync(OpenMonth);
        clock.Set("2018-06-02 17:41:00");

        var newer = await gateway.GetAsync(OpenFlow, ("If-None-Match", flow.Header("ETag")!));
        var newerMonth = await gateway.GetAsync(OpenMonth, ("If-None-Match", month.Header("ETag")!));

        newer.BandwidthFlow().Series.Single().Points.Count.ShouldBe(flow.BandwidthFlow().Series.Single().Points.Count + 1);
        newerMonth.Monthly95().Entries[0].Samples!.Received.ShouldBe(month.Monthly95().Entries[0].Samples!.Received + 1);
        newer.Header("ETag").ShouldNotBe(flow.Header("ETag"), StringComparer.Ordinal);
        newerMonth.Header("ETag").ShouldNotBe(month.Header("ETag"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("2018-06-02 17:35:00", 300)]
    [InlineData("2018-06-02 17:36:00", 240)]
    [InlineData("2018-06-02 17:39:59", 1)]
    public async Task Settled_answer_is_good_for_a_day_and_an_open_one_until_the_next_border_at_most(string now, int untilBorder)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Time = new StandingClock(now) });
        foreach (var path in (string[])[Flow, Month, OpenFlow, OpenMonth])
        {
            for (var time = 0; time < 3; time++)
            {
                var answer = await gateway.GetAsync(path);
                var control = CacheControl(answer);

                control.Private.ShouldBeTrue();
                var age = control.MaxAge.ShouldNotBeNull(path).TotalSeconds;
                (path is Flow or Month ? age == 86_400 : age > 0 && age <= untilBorder).ShouldBeTrue($"{path}: {age}");
                ShouldVary(answer);
            }
        }
    }

    [Fact]
    public async Task Range_that_ended_and_is_not_settled_is_good_until_it_is_due_again()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        // The last interval ended at 12:00, five hours and 36 minutes ago; it is due again when that has doubled.
        var answer = await gateway.GetAsync("/api/v1/bandwidth-flow?domain=play.live.com&start=2018-06-02T11:00&end=2018-06-02T12:00");

        CacheControl(answer).MaxAge!.Value.TotalSeconds.ShouldBeInRange(5 * 3600, (5 * 3600) + (36 * 60));
    }

    [Fact]
    public async Task What_failed_or_is_stale_is_not_to_be_kept_by_anybody()
    {
        var clock = new StandingClock("2018-06-02 17:36:00");
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Time = clock, Settings = GatewaySetup.OneRetry });
        var fresh = await gateway.GetAsync(OpenFlow);
        await gateway.GetAsync(OpenMonth);
        clock.Set("2018-06-02 17:41:00");
        await Outage.Status503.BeginJdAsync(gateway.Sandbox);

        Answer[] poor = [await gateway.GetAsync(OpenFlow), await gateway.GetAsync(OpenMonth), await gateway.GetAsync(Month), await gateway.GetAsync("/api/v1/monthly-95?month=2018-06")];
        var never = await gateway.GetAsync(Flow);

        foreach (var answer in poor)
        {
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
            var control = CacheControl(answer);
            (control.Private, control.NoCache, control.MaxAge).ShouldBe((true, true, null));
            answer.Header("ETag").ShouldNotBeNull();
        }

        poor[0].Header("ETag").ShouldNotBe(fresh.Header("ETag"), StringComparer.Ordinal); // it says something else: that it is old
        never.Problem().Code.ShouldBe("upstream-unavailable");
        never.Header("Cache-Control").ShouldBe("no-store");
        await Outages.EndJdAsync(gateway.Sandbox);
        await ReplicaUnderTest.UntilAsync(async () => CacheControl(await gateway.GetAsync(OpenFlow)).MaxAge is not null, "it is good again");
    }

    [Theory]
    [InlineData("/api/v1/bandwidth-flow?start=nonsense")]
    [InlineData("/api/v1/monthly-95?month=2018-07")]
    [InlineData("/api/v1/monthly-95?month=2018-06&account=qcloud")]
    [InlineData("/api/v1/nowhere")]
    public async Task Problem_is_never_stored_and_never_a_304(string path)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = await gateway.GetAsync(path, ("If-None-Match", "*"));

        answer.Problem();
        answer.Header("Cache-Control").ShouldBe("no-store");
        answer.Header("ETag").ShouldBeNull();
    }

    private static string IfNoneMatch(string knows, Answer answer) =>
        knows.Replace("x", answer.Header("ETag").ShouldNotBeNull().Split('"')[1], StringComparison.Ordinal);

    private static CacheControlHeaderValue CacheControl(Answer answer) => CacheControlHeaderValue.Parse(string.Join(", ", answer.Headers["Cache-Control"]));

    private static void ShouldVary(Answer answer) =>
        string.Join(',', answer.Headers["Vary"]).Split(',', StringSplitOptions.TrimEntries).ShouldBe(["Accept", "Authorization", "X-Api-Key"], ignoreOrder: true);
}
