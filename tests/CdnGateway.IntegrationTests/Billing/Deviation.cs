using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.IntegrationTests.Billing;

/// <summary>A provider that bills in one known way otherwise than its documents say, over traffic that makes the difference visible.</summary>
/// <param name="Name">For the list of tests.</param>
/// <param name="Causes">What the gateway must find.</param>
/// <param name="Bills">What the provider does.</param>
internal sealed record Deviation(string Name, IReadOnlyList<string> Causes, BillingDeviations Bills)
{
    /// <summary>A month of 31 days, so that 5 % of its points are not whole.</summary>
    public const string Month = "2018-05";

    private static readonly DateTime First = new(2018, 5, 1);

    /// <summary>What the domains carried; days and nights with bursts where a shift would show.</summary>
    public TrafficCurve Traffic { get; init; } = DayNightCurve.BitsPerSecond;

    /// <summary>Where it can be seen: <c>domain</c>, or only in the overlay (<c>all</c>).</summary>
    public string Scope { get; init; } = "domain";

    public static IReadOnlyList<Deviation> Single { get; } =
    [
        new("percentile-rounding", ["percentile-rounding"], new() { PercentileRoundedUp = true }),
        new("label-shift", ["label-shift"], new() { LabelShift = true }) { Traffic = Burst(MonthEdge.LastInterval) },
        new("month-zone", ["month-zone"], new() { MonthCutInUtc = true }) { Traffic = Burst(MonthEdge.FirstEightHours) },
        new("unit-base", ["unit-base"], new() { OtherUnitBase = true }),
        new("missing-points", ["missing-points"], new() { PointIsMissing = static (_, start) => start is { Day: 12, Hour: 20 or 21 } && start.Month == 5 }),
        new("off-peak", ["off-peak"], new() { OffPeak = OffPeakDeviation.AppliedToStandard }) { Traffic = Nocturnal },
        new("domain-set", ["domain-set"], new()) { Scope = "all" },
    ];

    public static IReadOnlyList<Deviation> Pairs { get; } =
    [
        new("percentile-rounding and unit-base", ["percentile-rounding", "unit-base"], new() { PercentileRoundedUp = true, OtherUnitBase = true }),
        new("label-shift and unit-base", ["label-shift", "unit-base"], new() { LabelShift = true, OtherUnitBase = true }) { Traffic = Burst(MonthEdge.LastInterval) },
        new("month-zone and unit-base", ["month-zone", "unit-base"], new() { MonthCutInUtc = true, OtherUnitBase = true }) { Traffic = Burst(MonthEdge.FirstEightHours) },
        new("off-peak and unit-base", ["off-peak", "unit-base"], new() { OffPeak = OffPeakDeviation.AppliedToStandard, OtherUnitBase = true }) { Traffic = Nocturnal },
    ];

    /// <summary>Ten days without any traffic: whether they count is most of the bill.</summary>
    public static long WithQuietDays(string domain, DateTime start) => start.Day <= 10 ? 0 : DayNightCurve.BitsPerSecond(domain, start);

    public override string ToString() => Name;

    public static Task<GatewayUnderTest> StartAsync(TrafficCurve traffic, params (string Key, string? Value)[] settings) =>
        StartAsync("2018-06-02 17:36:00", traffic, settings);

    /// <summary>Both providers know some more domains.</summary>
    public static Task<GatewayUnderTest> StartAsync(TrafficCurve traffic, string[] moreDomains, params (string Key, string? Value)[] settings) =>
        StartAsync("2018-06-02 17:36:00", traffic, settings, moreDomains);

    public static Task<GatewayUnderTest> StartAsync(
        string now, TrafficCurve traffic, (string Key, string? Value)[] settings, params string[] moreDomains) =>
        StartAsync(new StandingClock(now), traffic, settings, moreDomains);

    public static Task<GatewayUnderTest> StartAsync(
        TimeProvider time, TrafficCurve traffic, (string Key, string? Value)[] settings, params string[] moreDomains) =>
        GatewayUnderTest.StartAsync(new GatewaySetup
        {
            Time = time,
            Sandbox = new SandboxOptions
            {
                CallsPerMinute = 100_000,
                TencentCallsPerSecond = 100_000,
                TencentV3DaysBack = null,
                Traffic = traffic,
                JdDomains = ["play.live.com", "vod.live.com", .. moreDomains],
                TencentDomains = ["www.test.com", "img.test.com", .. moreDomains],
                JdBilling = new Dictionary<string, BillingDeviations>(StringComparer.Ordinal),
                TencentContract = Sandbox.Tencent.TencentContract.Month95,
            },
        }.With([("Accounts:qcloud:Api", "V2,V3"), ("Accounts:qcloud:CallsPerSecond", "1000"), .. settings]));

    private static TrafficCurve Burst(MonthEdge edge) =>
        MonthEdges.WithBursts(DayNightCurve.BitsPerSecond, Month, edge, 5_000_000_000);

    /// <summary>Who is awake at night pays half.</summary>
    private static long Nocturnal(string domain, DateTime start) => DayNightCurve.BitsPerSecond(domain, start.AddHours(17));
}
