using System.Globalization;
using System.Text.Json;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.UnitTests.Sandbox;

/// <summary>A domain that both accounts own: the same truth, end-labelled in Mbps of 2^20 and start-labelled in bit/s.</summary>
public sealed class OneTruthTests : IAsyncLifetime
{
    private const string Domain = "both.live.com";

    private SandboxOptions options = null!;
    private SandboxServer sandbox = null!;
    private SandboxClient client = null!;
    private TencentV3Client v3 = null!;

    public async ValueTask InitializeAsync()
    {
        options = new SandboxOptions
        {
            Time = SandboxClock.AtBeijing("2018-06-02 17:36:00"),
            Traffic = ExactTruth.InSteps(DayNightCurve.BitsPerSecond),
            JdDomains = [Domain],
            TencentDomains = [Domain],
        };
        sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        client = new SandboxClient(sandbox, options);
        v3 = new TencentV3Client(sandbox, options);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        v3.Dispose();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Both_print_every_point_without_rounding()
    {
        var jd = (await client.AskJdAsync(("domain", Domain), ("start_time", "2018-06-01 00:05"), ("end_time", "2018-06-02 00:00")))
            .GetProperty("data").EnumerateArray().Select(entry => entry.EnumerateObject().Single())
            .Select(point => (
                Start: DateTime.ParseExact(point.Name, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture).AddMinutes(-5),
                Figures: point.Value.EnumerateObject().Single().Value))
            .Select(point => (point.Start, Number(point.Figures.GetProperty("bandwidth")) * 1_048_576, Number(point.Figures.GetProperty("flow")) * 1_048_576))
            .ToArray();
        var bandwidth = await TencentAsync("bandwidth");
        var flux = await TencentAsync("flux");

        jd.Length.ShouldBe(288);
        bandwidth.Zip(flux, (bps, bytes) => (bps.Start, bps.Value, bytes.Value)).ShouldBe(jd);
        jd.ShouldAllBe(point => point.Item2 == options.Traffic(Domain, point.Start) && point.Item3 == point.Item2 * 37.5m);
    }

    [Fact]
    public async Task Both_bill_the_same_month()
    {
        var (mbps, time) = JdCloudFeeTests.Read(await client.AskFeeAsync(("domain", Domain)));
        var figures = (await client.AskTencentAsync(("start", "2018-05-01"), ("end", "2018-05-31")))
            .GetProperty("data").GetProperty("1250000000").GetProperty("all");

        figures.GetProperty("data").GetInt64().ShouldBe((long)(mbps * 1_048_576));
        DateTime.Parse(figures.GetProperty("time").GetString()!, CultureInfo.InvariantCulture).AddMinutes(5)
            .ShouldBe(DateTime.Parse(time, CultureInfo.InvariantCulture));
    }

    private async Task<(DateTime Start, decimal Value)[]> TencentAsync(string metric)
    {
        var answer = await v3.AskAsync(
            "DescribeCdnData", $$"""{"StartTime":"2018-06-01 00:00:00","EndTime":"2018-06-01 23:59:59","Metric":"{{metric}}","Domains":["both.live.com"]}""");
        return
        [
            .. answer.GetProperty("Data")[0].GetProperty("CdnData")[0].GetProperty("DetailData").EnumerateArray().Select(point => (
                DateTime.ParseExact(point.GetProperty("Time").GetString()!, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Number(point.GetProperty("Value")))),
        ];
    }

    private static decimal Number(JsonElement figure) => decimal.Parse(figure.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
