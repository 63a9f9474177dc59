using System.Globalization;
using System.Text.Json;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class TencentV3AnswerTests : IAsyncLifetime
{
    private readonly SandboxClock clock = SandboxClock.AtBeijing("2018-06-02 17:36:00");
    private SandboxOptions options = null!;
    private SandboxServer sandbox = null!;
    private TencentV3Client client = null!;

    public async ValueTask InitializeAsync()
    {
        options = new SandboxOptions { Time = clock };
        sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        client = new TencentV3Client(sandbox, options);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Seeded_points_are_printed_in_the_documented_shape()
    {
        sandbox.TencentV3Seeds.WithoutCurve("www.test.com");
        sandbox.TencentV3Seeds.Point("www.test.com", "2018-06-02 17:10:00", "1.2609079685E9", "47284048818.75");
        sandbox.TencentV3Seeds.Point("www.test.com", "2018-06-02 17:20:00", "0.0", "0");

        var answer = await AskAsync("DescribeCdnData", "2018-06-02 17:12:59", "2018-06-02 17:24:59", "\"Metric\":\"bandwidth\",\"Domains\":[\"www.test.com\"]");

        answer.GetProperty("Interval").GetRawText().ShouldBe("\"5min\"");
        answer.GetProperty("Data").GetRawText().ShouldBe(
            """[{"Resource":"www.test.com","CdnData":[{"Metric":"bandwidth","DetailData":["""
            + """{"Time":"2018-06-02 17:10:00","Value":1.2609079685E9},{"Time":"2018-06-02 17:20:00","Value":0.0}]"""
            + ""","SummarizedData":{"Name":"max","Value":1260907968.5}}]}]""");

        var billed = await AskAsync("DescribeBillingData", "2018-06-02 17:10:00", "2018-06-02 17:20:00", "\"Metric\":\"flux\",\"Domain\":\"www.test.com\"");
        billed.GetProperty("Data").GetRawText().ShouldBe(
            """[{"Resource":"www.test.com","BillingData":[{"Metric":"flux","DetailData":["""
            + """{"Time":"2018-06-02 17:10:00","Value":47284048818.75},{"Time":"2018-06-02 17:20:00","Value":0}]"""
            + ""","SummarizedData":{"Name":"sum","Value":47284048818.75}}]}]""");
    }

    [Fact]
    public async Task A_month_is_the_curve_to_the_bit_in_every_notation()
    {
        var answer = await AskAsync(
            "DescribeCdnData", "2018-05-02 00:00:00", "2018-06-01 23:59:59", "\"Metric\":\"flux\",\"Detail\":true,\"Domains\":[\"www.test.com\",\"img.test.com\"]");

        answer.GetProperty("Data").EnumerateArray().Select(data => data.GetProperty("Resource").GetString()).ShouldBe(["www.test.com", "img.test.com"]);
        var points = PointsOf(answer, 1, "CdnData");
        points.Count.ShouldBe(31 * 288);
        points.ShouldAllBe(point => point.Value == options.Traffic("img.test.com", point.Time) * 37.5m);
        var raw = answer.GetRawText();
        raw.ShouldContain("E10}");
        raw.ShouldContain(".5}");
        raw.ShouldContain(".0}");
    }

    [Fact]
    public async Task Domains_are_laid_over_each_other_unless_details_are_asked_for()
    {
        await ShouldBeSum("multiDomains", "CdnData", "DescribeCdnData", "\"Metric\":\"bandwidth\",\"Domains\":[\"www.test.com\",\"img.test.com\"]");
        await ShouldBeSum("all", "CdnData", "DescribeCdnData", "\"Metric\":\"bandwidth\",\"Detail\":true");
        await ShouldBeSum("all", "BillingData", "DescribeBillingData", "\"Area\":\"mainland\"");

        async Task ShouldBeSum(string resource, string name, string action, string fields)
        {
            var answer = await AskAsync(action, "2018-06-01 00:00:00", "2018-06-01 23:55:00", fields);
            answer.GetProperty("Data").EnumerateArray().Single().GetProperty("Resource").GetString().ShouldBe(resource);
            var points = PointsOf(answer, 0, name);
            points.Count.ShouldBe(288);
            points.ShouldAllBe(point => point.Value == options.Traffic("www.test.com", point.Time) + options.Traffic("img.test.com", point.Time));
        }
    }

    [Theory]
    [InlineData("min", "bandwidth", 1440)]
    [InlineData("min", "flux", 1440)]
    [InlineData("5min", "bandwidth", 288)]
    [InlineData("hour", "bandwidth", 24)]
    [InlineData("hour", "flux", 24)]
    [InlineData("day", "flux", 1)]
    public async Task Longer_intervals_have_peaks_and_sums_of_the_five_minutes(string interval, string metric, int count)
    {
        var answer = await AskAsync(
            "DescribeCdnData", "2018-06-01 00:00:00", "2018-06-01 23:59:59", $"\"Metric\":\"{metric}\",\"Interval\":\"{interval}\",\"Domains\":[\"www.test.com\"]");

        answer.GetProperty("Interval").GetString().ShouldBe(interval);
        var points = PointsOf(answer, 0, "CdnData");
        points.Count.ShouldBe(count);
        var day = Enumerable.Range(0, 288).Select(index => options.Traffic("www.test.com", new DateTime(2018, 6, 1).AddMinutes(5 * index))).ToArray();
        if (metric == "flux")
        {
            points.Sum(point => point.Value).ShouldBe(day.Sum() * 37.5m);
        }
        else
        {
            points.Max(point => point.Value).ShouldBe(day.Max());
            points[0].Value.ShouldBe(interval == "hour" ? day.Take(12).Max() : day[0]);
        }
    }

    [Fact]
    public async Task Without_an_interval_the_span_decides()
    {
        (await Interval("2018-05-02 17:00:00")).ShouldBe("5min");
        (await Interval("2018-05-02 16:59:59")).ShouldBe("day");

        async Task<string?> Interval(string from) =>
            (await AskAsync("DescribeCdnData", from, "2018-06-02 17:00:00", "\"Metric\":\"flux\"")).GetProperty("Interval").GetString();
    }

    [Fact]
    public async Task Overseas_is_a_smaller_audience()
    {
        var points = PointsOf(
            await AskAsync("DescribeBillingData", "2018-06-01 00:00:00", "2018-06-01 00:55:00", "\"Area\":\"overseas\",\"Domain\":\"www.test.com\""), 0, "BillingData");
        points.ShouldAllBe(point => point.Value == options.Traffic("www.test.com", point.Time) / 12);
    }

    [Fact]
    public async Task An_interval_that_has_not_ended_has_no_point()
    {
        (await LastOf(client, "DescribeCdnData", "CdnData")).ShouldBe("2018-06-02 17:30:00");
        (await LastOf(client, "DescribeBillingData", "BillingData")).ShouldBe("2018-06-02 17:30:00");
    }

    [Theory]
    [InlineData("2018-06-02 03:59:59", false, "2018-06-01 22:50:00")]
    [InlineData("2018-06-02 03:59:59", true, "2018-05-31 23:55:00")]
    [InlineData("2018-06-02 04:00:00", true, "2018-06-01 22:55:00")]
    [InlineData("2018-06-02 17:00:00", true, "2018-06-01 23:55:00")]
    public async Task Billing_points_come_late(string now, bool byTheDay, string last)
    {
        var at = SandboxClock.AtBeijing(now);
        // Late enough that an early morning does not yet have all of yesterday.
        var late = options with { Time = at, TencentBillingDelay = TimeSpan.FromHours(5), TencentBilledByTheDay = byTheDay };
        await using var other = await SandboxServer.StartAsync(late, TestContext.Current.CancellationToken);
        using var caller = new TencentV3Client(other, late);

        (await LastOf(caller, "DescribeBillingData", "BillingData")).ShouldBe(last);
    }

    [Fact]
    public async Task Holes_are_absent_and_a_sum_is_of_those_that_are_there()
    {
        sandbox.TencentV3Seeds.Holes("www.test.com", "2018-06-01 00:05:00", "2018-06-01 00:10:00");
        sandbox.TencentV3Seeds.Hole("img.test.com", "2018-06-01 00:10:00");

        var one = PointsOf(
            await AskAsync("DescribeCdnData", "2018-06-01 00:00:00", "2018-06-01 00:15:00", "\"Metric\":\"bandwidth\",\"Domains\":[\"www.test.com\"]"), 0, "CdnData");
        one.Select(point => point.Time.Minute).ShouldBe([0, 15]);
        var all = PointsOf(await AskAsync("DescribeCdnData", "2018-06-01 00:00:00", "2018-06-01 00:15:00", "\"Metric\":\"bandwidth\""), 0, "CdnData");
        all.Select(point => point.Time.Minute).ShouldBe([0, 5, 15]);
        all[1].Value.ShouldBe(options.Traffic("img.test.com", new DateTime(2018, 6, 1, 0, 5, 0)));
    }

    [Fact]
    public async Task A_day_can_be_coarse()
    {
        var curve = Enumerable.Range(0, 24).Select(index => options.Traffic("www.test.com", new DateTime(2018, 6, 1).AddMinutes(5 * index))).ToArray();
        (await TwoHours(PointPattern.ConstantOverHour)).ShouldBe(
            [.. Enumerable.Repeat((decimal)(curve.Take(12).Sum() / 12), 12), .. Enumerable.Repeat((decimal)(curve.Skip(12).Sum() / 12), 12)]);
        (await TwoHours(PointPattern.OnePointAnHour)).ShouldBe([curve[0], curve[12]]);
        var line = await TwoHours(PointPattern.LinearBetweenHours);
        line.Length.ShouldBe(24);
        (line[0], line[12]).ShouldBe((curve[0], curve[12]));
        line[6].ShouldBe(decimal.Truncate((curve[0] + curve[12]) / 2m), 1m);
        (await TwoHours(PointPattern.Exact)).ShouldBe(curve.Select(bps => (decimal)bps));

        async Task<decimal[]> TwoHours(PointPattern pattern)
        {
            sandbox.TencentV3Seeds.Day("www.test.com", "2018-06-01", pattern);
            var answer = await AskAsync("DescribeBillingData", "2018-06-01 00:00:00", "2018-06-01 01:55:00", "\"Domain\":\"www.test.com\"");
            return [.. PointsOf(answer, 0, "BillingData").Select(point => point.Value)];
        }
    }

    private Task<JsonElement> AskAsync(string action, string from, string to, string fields) =>
        client.AskAsync(action, $"{{\"StartTime\":\"{from}\",\"EndTime\":\"{to}\",{fields}}}");

    private static async Task<string?> LastOf(TencentV3Client caller, string action, string name)
    {
        var answer = await caller.AskAsync(action, """{"StartTime":"2018-05-30 00:00:00","EndTime":"2018-06-03 00:00:00","Metric":"flux"}""");
        return answer.GetProperty("Data")[0].GetProperty(name)[0].GetProperty("DetailData").EnumerateArray().Last().GetProperty("Time").GetString();
    }

    private static List<(DateTime Time, decimal Value)> PointsOf(JsonElement answer, int resource, string name) =>
    [
        .. answer.GetProperty("Data")[resource].GetProperty(name)[0].GetProperty("DetailData").EnumerateArray().Select(point => (
            DateTime.ParseExact(point.GetProperty("Time").GetString()!, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            decimal.Parse(point.GetProperty("Value").GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture))),
    ];
}
