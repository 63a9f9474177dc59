namespace CdnGateway.Sandbox.Billing;

/// <summary>
/// What a provider does otherwise than its documents say when it makes up a bill (JD's <c>/api/fee</c>, Tencent's
/// <c>GetTimeBandwidth</c>). Each alone or together; none by default. They change the reported figure and its time, never the points
/// that the provider serves, except <see cref="PointIsMissing"/>, which changes only the points.
/// </summary>
public sealed record BillingDeviations
{
    /// <summary>The bill is as documented.</summary>
    public static BillingDeviations None { get; } = new();

    /// <summary>
    /// The top five per cent are rounded up instead of down: of 31 days the 448th highest point instead of the 447th. Without
    /// consequence where the number of points is divisible by 20, so in a month of 30 days.
    /// </summary>
    public bool PercentileRoundedUp { get; init; }

    /// <summary>
    /// Points are counted one interval late: what starts at t counts as t + 5 minutes, so that a month holds what starts in
    /// [first - 5 min, end - 5 min), and the time that is printed is the later one. Day, and hour of the discount, follow the late
    /// label too.
    /// </summary>
    public bool LabelShift { get; init; }

    /// <summary>
    /// The month and its days are cut in UTC: a Beijing month holds [first + 8 h, end + 8 h). Times are printed in Beijing time all
    /// the same, and the discount keeps to Beijing's night.
    /// </summary>
    public bool MonthCutInUtc { get; init; }

    /// <summary>
    /// The other base: JD's fee in Mbps of 10^6 bit/s instead of 2^20 (larger), Tencent's figures times 10^6 / 2^20 (smaller).
    /// </summary>
    public bool OtherUnitBase { get; init; }

    /// <summary>
    /// Whether days without a point above <see cref="SandboxOptions.ValidDayThresholdBps"/> drop out of the bill. Null is as
    /// documented: they count at JD, and drop out at Tencent.
    /// </summary>
    public bool? OnlyValidDays { get; init; }

    /// <summary>
    /// Whether a point (domain, start in Beijing time) that the bill counts is missing from what the provider serves: JD's
    /// <c>bandwidth_flow</c>, Tencent's API 3.0. Called for every point of every answer.
    /// </summary>
    public Func<string, DateTime, bool>? PointIsMissing { get; init; }

    /// <summary>
    /// Domains that the overlay forgets: JD's fee of several domains, Tencent's <c>all</c>. Figures of single domains are as they are.
    /// </summary>
    public IReadOnlyList<string> OverlayWithout { get; init; } = [];

    /// <summary>Domains that the overlay counts though nobody asked for them; any name, whether owned or not.</summary>
    public IReadOnlyList<string> OverlayWith { get; init; } = [];

    /// <summary>What is wrong with the discount on 00:00 to 08:00, <see cref="SandboxOptions.TencentOffPeakDiscount"/> at both providers.</summary>
    public OffPeakDeviation OffPeak { get; init; }

    /// <summary>So many per cent on top of the figure: a cause that no rule explains.</summary>
    public decimal MarkupPercent { get; init; }

    /// <summary>The domains of an overlay, with those forgotten and added.</summary>
    internal IReadOnlyList<string> Overlay(IEnumerable<string> domains) =>
        [.. domains.Except(OverlayWithout, StringComparer.Ordinal).Concat(OverlayWith).Distinct(StringComparer.Ordinal)];

    internal decimal MarkedUp(decimal figure) => figure * (100 + MarkupPercent) / 100;
}
