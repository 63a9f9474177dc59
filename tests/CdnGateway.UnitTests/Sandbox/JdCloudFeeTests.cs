using System.Globalization;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.JdCloud;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class JdCloudFeeTests : IAsyncLifetime
{
    private const string Domain = "play.live.com";

    private static readonly DateTime First = new(2018, 5, 1);

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
    public async Task A_seeded_fee_answers_as_the_document_prints_it()
    {
        sandbox.JdCloudSeeds.Fee(Domain, "4787.29", "2017/11/23 19:15");

        (await client.AskFeeAsync(("type", "2"))).GetRawText().ShouldBe(
            """{"status":0,"msg":"成功","data":{"domian":" play.live.com ","data":{"feeData":4787.29,"feeTime":["2017/11/23 19:15"]}}}""");
        sandbox.JdCloudCalls.All.Single().Path.ShouldBe("/api/fee");
    }

    [Fact]
    public async Task Month_95_is_that_of_the_unrounded_curve_labelled_at_the_end()
    {
        // 31 days: 446 of 8928 are struck out, the 447th is billed.
        var billed = Month(start => options.Traffic(Domain, start)).OrderByDescending(point => point.Bps).ElementAt(446);

        Read(await client.AskFeeAsync()).ShouldBe((Mbps(billed.Bps), Label(billed.Start.AddMinutes(5))));
        Read(await client.AskFeeAsync(("type", "2"))).ShouldBe((Mbps(billed.Bps), Label(billed.Start.AddMinutes(5))));
    }

    [Fact]
    public async Task Seeds_holes_and_coarse_days_are_the_points_business_alone()
    {
        var before = Read(await client.AskFeeAsync());
        sandbox.JdCloudSeeds.WithoutCurve(Domain);
        sandbox.JdCloudSeeds.Point(Domain, "2018-05-20 21:00", "999999", "1");
        Read(await client.AskFeeAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Daily_peaks_and_traffic_have_their_types()
    {
        var peaks = Month(start => options.Traffic(Domain, start))
            .GroupBy(point => point.Start.Date)
            .Select(day => day.MaxBy(point => point.Bps))
            .ToArray();

        Read(await client.AskFeeAsync(("type", "3"))).ShouldBe(
            (Mbps(peaks.Average(peak => (decimal)peak.Bps)), string.Join(',', peaks.Select(peak => Label(peak.Start.AddMinutes(5))))));
        var fourth = peaks.OrderByDescending(peak => peak.Bps).ElementAt(3);
        Read(await client.AskFeeAsync(("type", "4"))).ShouldBe((Mbps(fourth.Bps), Label(fourth.Start.AddMinutes(5))));
        Read(await client.AskFeeAsync(("type", "5"))).ShouldBe((Mbps(Month(start => options.Traffic(Domain, start)).Sum(point => point.Bps * 37.5m)), ""));
    }

    [Fact]
    public async Task Several_domains_are_laid_over_each_other()
    {
        var billed = Month(start => options.Traffic(Domain, start) + options.Traffic("vod.live.com", start))
            .OrderByDescending(point => point.Bps).ElementAt(446);

        var answer = await client.AskFeeAsync(("domain", "play.live.com,vod.live.com"));

        Read(answer).ShouldBe((Mbps(billed.Bps), Label(billed.Start.AddMinutes(5))));
        answer.GetProperty("data").GetProperty("domian").GetString().ShouldBe(" play.live.com,vod.live.com ");
    }

    [Theory]
    [InlineData("domain", "", 12)]
    [InlineData("domain", "play.live.com,,vod.live.com", 17)]
    [InlineData("domain", "play.live.com,www.test.com", 18)]
    [InlineData("type", "1", 16)]
    [InlineData("type", "95", 16)]
    [InlineData("type", "Month95", 16)]
    [InlineData("start_time", "2018/05/01 00:05", 14)]
    [InlineData("start_time", "2018-06-01 00:05", 19)]
    [InlineData("start_time", "2018-05-01 00:00", 0)]
    [InlineData("start_time", "2018-04-30 23:59", 44)]
    [InlineData("signature", "f7e472560b470a8d1892ea57626390d6", 7)]
    public async Task A_wrong_parameter_gets_its_documented_status(string name, string? value, int status)
    {
        (await client.AskFeeAsync((name, value))).GetProperty("status").GetInt32().ShouldBe(status);
    }

    [Fact]
    public async Task The_running_month_is_billed_so_far()
    {
        // 17:36 on the second day: 288 + 211 intervals have ended, 24 are struck out.
        var soFar = Enumerable.Range(0, 288 + 211).Select(index => options.Traffic(Domain, new DateTime(2018, 6, 1).AddMinutes(5 * index)));

        var fee = Read(await client.AskFeeAsync(("start_time", "2018-06-01 00:05"), ("end_time", "2018-07-01 00:00")));

        fee.Figure.ShouldBe(Mbps(soFar.OrderDescending().ElementAt(24)));
    }

    [Fact]
    public async Task Labels_can_mark_the_start_by_default()
    {
        var byStart = options with { JdDefaultLabel = JdPointLabel.IntervalStart };
        await using var other = await SandboxServer.StartAsync(byStart, TestContext.Current.CancellationToken);
        using var caller = new SandboxClient(other, byStart);
        var billed = Month(start => options.Traffic(Domain, start)).OrderByDescending(point => point.Bps).ElementAt(446);

        Read(await caller.AskFeeAsync(("start_time", "2018-05-01 00:00"), ("end_time", "2018-05-31 23:55")))
            .ShouldBe((Mbps(billed.Bps), Label(billed.Start)));
    }

    [Fact]
    public async Task The_demo_bills_one_domain_in_another_base_and_one_as_documented()
    {
        var vod = Month(start => options.Traffic("vod.live.com", start)).OrderByDescending(point => point.Bps).ElementAt(446);
        Read(await client.AskFeeAsync(("domain", "vod.live.com"))).Figure.ShouldBe(Math.Round(vod.Bps / 1_000_000m, 2));

        sandbox.JdCloudBilling.Clear();
        Read(await client.AskFeeAsync(("domain", "vod.live.com"))).Figure.ShouldBe(Mbps(vod.Bps));
    }

    internal static (decimal Figure, string Times) Read(System.Text.Json.JsonElement answer)
    {
        var fee = answer.GetProperty("data").GetProperty("data");
        return (fee.GetProperty("feeData").GetDecimal(), string.Join(',', fee.GetProperty("feeTime").EnumerateArray()));
    }

    private static decimal Mbps(decimal bps) => Math.Round(bps / 1_048_576m, 2, MidpointRounding.AwayFromZero);

    private static string Label(DateTime time) => time.ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture);

    private static List<(DateTime Start, long Bps)> Month(Func<DateTime, long> bps) =>
        [.. Enumerable.Range(0, 31 * 288).Select(index => First.AddMinutes(5 * index)).Select(start => (start, bps(start)))];
}
