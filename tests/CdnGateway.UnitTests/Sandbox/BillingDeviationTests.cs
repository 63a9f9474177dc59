using System.Globalization;
using System.Text.Json;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.Tencent;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.UnitTests.Sandbox;

/// <summary>Every deviation against a second, plainer computation of the same month, at both providers.</summary>
public sealed class BillingDeviationTests : IAsyncLifetime
{
    private const string Domain = "both.live.com";
    private const string Second = "other.live.com";
    private const string Third = "third.live.com";

    private static readonly DateTime First = new(2018, 5, 1);
    private static readonly DateTime End = new(2018, 6, 1);

    // The busiest hour at two in the morning, so that the discount matters, and events at the borders of the month: one that a shift
    // loses, because one that it gains would just make up for a point more that is struck out.
    private static readonly TrafficCurve Curve = MonthEdges.WithBursts(
        (domain, start) => DayNightCurve.BitsPerSecond(domain, start.AddHours(-5)),
        "2018-05",
        MonthEdge.LastInterval | MonthEdge.EightHoursAfter,
        3_000_000_000);

    private SandboxOptions options = null!;
    private SandboxServer sandbox = null!;
    private SandboxClient client = null!;

    public async ValueTask InitializeAsync()
    {
        options = new SandboxOptions
        {
            Time = SandboxClock.AtBeijing("2018-06-02 17:36:00"),
            Traffic = Curve,
            JdDomains = [Domain, Second],
            TencentDomains = [Domain, Second],
        };
        sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        client = new SandboxClient(sandbox, options);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await sandbox.DisposeAsync();
    }

    public static TheoryData<string> Rules => [.. Plain.Keys];

    // What is billed, by the deviation's name: the deviation, and the month's points by a plain reading of what it says.
    private static readonly Dictionary<string, (BillingDeviations Deviations, Func<(long Bps, DateTime Label)> Billed)> Plain = new(StringComparer.Ordinal)
    {
        ["none"] = (new(), () => Rank(Points(First, End), 446)),
        ["rounded up"] = (new() { PercentileRoundedUp = true }, () => Rank(Points(First, End), 447)),
        ["label shift"] = (
            new() { LabelShift = true },
            () => Rank(Points(First.AddMinutes(-5), End.AddMinutes(-5)).Select(Later), 446)),
        ["month zone"] = (new() { MonthCutInUtc = true }, () => Rank(Points(First.AddHours(8), End.AddHours(8)), 446)),
        ["off-peak"] = (
            new() { OffPeak = OffPeakDeviation.AppliedToStandard },
            () => Rank(Points(First, End).Select(Halved), 446)),
        ["shift and rounding"] = (
            new() { LabelShift = true, PercentileRoundedUp = true },
            () => Rank(Points(First.AddMinutes(-5), End.AddMinutes(-5)).Select(Later), 447)),
        ["zone and shift"] = (
            new() { MonthCutInUtc = true, LabelShift = true },
            () => Rank(Points(First.AddHours(8).AddMinutes(-5), End.AddHours(8).AddMinutes(-5)).Select(Later), 446)),
        ["shift and off-peak"] = (
            new() { LabelShift = true, OffPeak = OffPeakDeviation.AppliedToStandard },
            () => Rank(Points(First.AddMinutes(-5), End.AddMinutes(-5)).Select(Later).Select(Halved), 446)),
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_deviation_bills_what_a_plain_computation_gives(string rule)
    {
        var (deviations, billed) = Plain[rule];
        var (bps, label) = billed();
        sandbox.JdCloudBilling.Deviate(deviations);
        sandbox.TencentBilling.Deviate(deviations);

        JdCloudFeeTests.Read(await client.AskFeeAsync(("domain", Domain)))
            .ShouldBe((Mbps(bps), label.AddMinutes(5).ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture)));
        Read(await AskTencentAsync(Domain), Domain).ShouldBe((bps, label.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
        if (rule != "none")
        {
            Mbps(bps).ShouldNotBe(Mbps(Plain["none"].Billed().Bps), "the deviation has to be visible");
        }
    }

    [Fact]
    public async Task Another_base_is_larger_at_JD_and_smaller_at_Tencent()
    {
        var bps = Plain["none"].Billed().Bps;
        sandbox.JdCloudBilling.Deviate(new BillingDeviations { OtherUnitBase = true });
        sandbox.TencentBilling.Deviate(new BillingDeviations { OtherUnitBase = true });

        JdCloudFeeTests.Read(await client.AskFeeAsync(("domain", Domain))).Figure.ShouldBe(Math.Round(bps / 1_000_000m, 2));
        Read(await AskTencentAsync(Domain), Domain).Bps.ShouldBe((long)(bps / 1.048576m));
    }

    [Fact]
    public async Task A_markup_is_on_top_of_whatever_else()
    {
        var deviations = new BillingDeviations { MarkupPercent = 3, PercentileRoundedUp = true };
        var bps = Plain["rounded up"].Billed().Bps;
        sandbox.JdCloudBilling.Deviate(deviations);
        sandbox.TencentBilling.Deviate(deviations);

        JdCloudFeeTests.Read(await client.AskFeeAsync(("domain", Domain))).Figure.ShouldBe(Mbps(bps * 1.03m));
        Read(await AskTencentAsync(Domain), Domain).Bps.ShouldBe((long)(bps * 1.03m));
    }

    [Fact]
    public async Task Idle_days_count_at_JD_and_drop_out_at_Tencent_unless_they_deviate()
    {
        // Four idle days, one of them with just the threshold: 27 days are 7776 points, of which 388 are struck out.
        var idle = options with { Traffic = (domain, start) => start.Day is >= 10 and <= 12 ? 0 : start.Day == 13 ? 1_000 : Curve(domain, start) };
        await using var other = await SandboxServer.StartAsync(idle, TestContext.Current.CancellationToken);
        using var caller = new SandboxClient(other, idle);
        var all = Rank(Points(First, End).Where(point => point.Label.Day is < 10 or > 13), 446).Bps;
        var valid = Rank(Points(First, End).Where(point => point.Label.Day is < 10 or > 13), 388).Bps;

        JdCloudFeeTests.Read(await caller.AskFeeAsync(("domain", Domain))).Figure.ShouldBe(Mbps(all));
        Read(await AskTencentAsync(caller, Domain), Domain).Bps.ShouldBe(valid);

        other.JdCloudBilling.Deviate(new BillingDeviations { OnlyValidDays = true });
        other.TencentBilling.Deviate(new BillingDeviations { OnlyValidDays = false });
        JdCloudFeeTests.Read(await caller.AskFeeAsync(("domain", Domain))).Figure.ShouldBe(Mbps(valid));
        Read(await AskTencentAsync(caller, Domain), Domain).Bps.ShouldBe(all);
    }

    [Fact]
    public async Task Freedata_can_lack_its_discount()
    {
        var answer = await AskTencentAsync(Domain);
        Read(answer, Domain, "freedata").Bps.ShouldBe(Plain["off-peak"].Billed().Bps);

        sandbox.TencentBilling.Deviate(new BillingDeviations { OffPeak = OffPeakDeviation.NotApplied });
        answer = await AskTencentAsync(Domain);
        Read(answer, Domain, "freedata").Bps.ShouldBe(Plain["none"].Billed().Bps);
        Read(answer, Domain).Bps.ShouldBe(Plain["none"].Billed().Bps);
    }

    [Theory]
    [InlineData("", "", new[] { Domain, Second })]
    [InlineData(Second, "", new[] { Domain })]
    [InlineData("", Third, new[] { Domain, Second, Third })]
    public async Task An_overlay_can_lack_a_domain_or_have_one_too_many(string without, string with, string[] billed)
    {
        var deviations = new BillingDeviations { OverlayWithout = [without], OverlayWith = with.Length == 0 ? [] : [with] };
        sandbox.JdCloudBilling.Deviate(deviations);
        sandbox.TencentBilling.Deviate(BillingScript.Overlay, deviations);
        var plain = Rank(Points(First, End, start => billed.Sum(domain => Curve(domain, start))), 446);

        JdCloudFeeTests.Read(await client.AskFeeAsync(("domain", $"{Domain},{Second}"))).Figure.ShouldBe(Mbps(plain.Bps));
        JdCloudFeeTests.Read(await client.AskFeeAsync(("domain", Domain))).Figure.ShouldBe(Mbps(Plain["none"].Billed().Bps));
        var answer = await AskTencentAsync(null);
        Read(answer, "all").Bps.ShouldBe(plain.Bps);
        Read(answer, Domain).Bps.ShouldBe(Plain["none"].Billed().Bps);
    }

    [Fact]
    public async Task Points_can_be_missing_that_the_bill_has()
    {
        var deviations = new BillingDeviations { PointIsMissing = (_, start) => start.Minute == 20 };
        sandbox.JdCloudBilling.Deviate(deviations);
        sandbox.TencentBilling.Deviate(deviations);
        using var v3 = new TencentV3Client(sandbox, options);

        var jd = await client.AskJdAsync(("domain", Domain), ("start_time", "2018-06-02 00:05"), ("end_time", "2018-06-02 01:00"));
        jd.GetProperty("data").GetArrayLength().ShouldBe(11);
        var tencent = await v3.AskAsync("DescribeBillingData", """{"StartTime":"2018-06-02 00:00:00","EndTime":"2018-06-02 00:59:59","Domain":"both.live.com"}""");
        tencent.GetProperty("Data")[0].GetProperty("BillingData")[0].GetProperty("DetailData").GetArrayLength().ShouldBe(11);
        JdCloudFeeTests.Read(await client.AskFeeAsync(("domain", Domain))).Figure.ShouldBe(Mbps(Plain["none"].Billed().Bps));
        Read(await AskTencentAsync(Domain), Domain).Bps.ShouldBe(Plain["none"].Billed().Bps);
    }

    [Fact]
    public async Task A_script_is_for_one_domain_until_it_is_for_all()
    {
        var (standard, up) = (Plain["none"].Billed().Bps, Plain["rounded up"].Billed().Bps);
        sandbox.TencentBilling.Deviate(Domain, new BillingDeviations { PercentileRoundedUp = true });
        var answer = await AskTencentAsync(null);
        Read(answer, Domain).Bps.ShouldBe(up);
        Read(answer, Second).Bps.ShouldBe(Rank(Points(First, End, start => Curve(Second, start)), 446).Bps);

        sandbox.TencentBilling.Deviate(BillingDeviations.None);
        Read(await AskTencentAsync(null), Domain).Bps.ShouldBe(standard);
    }

    [Fact]
    public async Task The_average_of_daily_peaks_deviates_too()
    {
        var averaged = options with { TencentContract = TencentContract.AverageOfDailyPeaks };
        await using var other = await SandboxServer.StartAsync(averaged, TestContext.Current.CancellationToken);
        using var caller = new SandboxClient(other, averaged);
        other.TencentBilling.Deviate(new BillingDeviations { MonthCutInUtc = true });

        var peaks = Points(First.AddHours(8), End.AddHours(8)).GroupBy(point => point.Label.AddHours(-8).Date).Select(day => day.Max(point => (decimal)point.Bps));

        Read(await AskTencentAsync(caller, Domain), Domain).Bps.ShouldBe((long)peaks.Average());
    }

    private Task<JsonElement> AskTencentAsync(string? host) => AskTencentAsync(client, host);

    private static async Task<JsonElement> AskTencentAsync(SandboxClient caller, string? host) =>
        (await caller.AskTencentAsync(("hosts.0", host), ("start", "2018-05-01"), ("end", "2018-05-31"))).GetProperty("data").GetProperty("1250000000");

    private static (long Bps, string? Time) Read(JsonElement figures, string name, string field = "data")
    {
        var entry = figures.GetProperty(name);
        return (long.Parse(entry.GetProperty(field).ToString(), CultureInfo.InvariantCulture), entry.GetProperty("time").GetString());
    }

    private static IEnumerable<(DateTime Label, long Bps)> Points(DateTime from, DateTime until, Func<DateTime, long>? curve = null)
    {
        for (var start = from; start < until; start = start.AddMinutes(5))
        {
            yield return (start, curve?.Invoke(start) ?? Curve(Domain, start));
        }
    }

    private static (DateTime Label, long Bps) Later((DateTime Label, long Bps) point) => (point.Label.AddMinutes(5), point.Bps);

    private static (DateTime Label, long Bps) Halved((DateTime Label, long Bps) point) =>
        point.Label.Hour < 8 ? (point.Label, point.Bps / 2) : point;

    private static (long Bps, DateTime Label) Rank(IEnumerable<(DateTime Label, long Bps)> points, int struckOut)
    {
        var (label, bps) = points.OrderByDescending(point => point.Bps).ThenBy(point => point.Label).ElementAt(struckOut);
        return (bps, label);
    }

    private static decimal Mbps(decimal bps) => Math.Round(bps / 1_048_576m, 2, MidpointRounding.AwayFromZero);
}
