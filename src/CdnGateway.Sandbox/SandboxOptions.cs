using CdnGateway.Sandbox.Billing;
using CdnGateway.Sandbox.JdCloud;
using CdnGateway.Sandbox.Tencent;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.Sandbox;

/// <summary>The two demo accounts and how strict their providers are. The defaults are the demo; none of them is a secret.</summary>
public sealed record SandboxOptions
{
    /// <summary>
    /// The clock of both providers: "today" of JD's signature, Tencent's replay window, which intervals have ended, and (by its
    /// monotonic timestamps) the quota. A test that fixes only <see cref="TimeProvider.GetUtcNow"/> keeps the quota in real time.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Calls that each provider takes in any 60 seconds. Tencent documents 100; JD documents nothing.</summary>
    public int CallsPerMinute { get; init; } = 100;

    /// <summary>How many calls a <see cref="CallLog"/> keeps before it forgets the oldest.</summary>
    public int CallsKept { get; init; } = 10_000;

    /// <summary>
    /// What the domains of both accounts carried. A domain that both accounts own carried the same at both; see
    /// <see cref="ExactTruth"/> for figures that both can print without rounding.
    /// </summary>
    public TrafficCurve Traffic { get; init; } = DayNightCurve.BitsPerSecond;

    /// <summary>JD account name ("pin").</summary>
    public string JdUsername { get; init; } = "jd-demo";

    /// <summary>JD secret key.</summary>
    public string JdSecretKey { get; init; } = "jd-demo-key-this-is-not-a-secret";

    /// <summary>Domains that the JD account owns.</summary>
    public IReadOnlyList<string> JdDomains { get; init; } = ["play.live.com", "vod.live.com"];

    /// <summary>Which edge of the five minutes JD's label marks when the request has no <c>time_point</c>.</summary>
    public JdPointLabel JdDefaultLabel { get; init; } = JdPointLabel.IntervalEnd;

    /// <summary>
    /// Whether JD refuses dates more than a month before today (status 21). The code is documented, but not for which actions it
    /// holds, so it is off, and never holds for the fee.
    /// </summary>
    public bool JdOnlyLastMonth { get; init; }

    /// <summary>
    /// How JD's fees deviate from the start, by domain. The demo has one that does: <c>vod.live.com</c> is billed in Mbps of 10^6
    /// bit/s, 4.86 % more than its points of 2^20 give, so that a reconciliation has something to explain in any month.
    /// </summary>
    public IReadOnlyDictionary<string, BillingDeviations> JdBilling { get; init; } =
        new Dictionary<string, BillingDeviations>(StringComparer.Ordinal) { ["vod.live.com"] = new() { OtherUnitBase = true } };

    /// <summary>Tencent key id.</summary>
    public string TencentSecretId { get; init; } = "tencent-demo-id";

    /// <summary>Tencent secret key.</summary>
    public string TencentSecretKey { get; init; } = "tencent-demo-key-this-is-not-a-secret";

    /// <summary>Token that Tencent asks for beside the key (temporary credentials); none by default.</summary>
    public string? TencentToken { get; init; }

    /// <summary>Domains that the Tencent account owns.</summary>
    public IReadOnlyList<string> TencentDomains { get; init; } = ["www.test.com", "img.test.com"];

    /// <summary>Numeric account id under which Tencent puts its answer.</summary>
    public string TencentAppId { get; init; } = "1250000000";

    /// <summary>Host that the signature covers, whatever <c>Host</c> header arrives.</summary>
    public string TencentSignatureHost { get; init; } = "cdn.api.qcloud.com";

    /// <summary>
    /// How far a call's <c>Timestamp</c> may be off. The CDN pages say two hours, the newer page for all products five minutes.
    /// </summary>
    public TimeSpan TencentClockTolerance { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Host that the signature of API 3.0 covers, whatever <c>Host</c> header arrives.</summary>
    public string TencentV3SignatureHost { get; init; } = "cdn.tencentcloudapi.com";

    /// <summary>Calls of one action that API 3.0 takes in any second. Tencent documents 20.</summary>
    public int TencentCallsPerSecond { get; init; } = 20;

    /// <summary>How many days before today API 3.0 still answers; null for no limit. Tencent documents 90.</summary>
    public int? TencentV3DaysBack { get; init; } = 90;

    /// <summary>
    /// How late billing points come. Tencent documents 3 to 5 hours for accounts billed by the hour; the demo does not wait.
    /// </summary>
    public TimeSpan TencentBillingDelay { get; init; }

    /// <summary>
    /// Whether billing points come by the day, as Tencent documents for accounts billed by the month: before 04:00 up to the end of
    /// the day before yesterday, from then on up to the end of yesterday.
    /// </summary>
    public bool TencentBilledByTheDay { get; init; }

    /// <summary>How Tencent's month figures deviate from the start, by domain; <c>all</c> is the overlay. None in the demo.</summary>
    public IReadOnlyDictionary<string, BillingDeviations> TencentBilling { get; init; } = new Dictionary<string, BillingDeviations>(StringComparer.Ordinal);

    /// <summary>A day counts for who bills only valid days if one of its points is above this, in bit/s. Tencent documents 1000.</summary>
    public long ValidDayThresholdBps { get; init; } = 1_000;

    /// <summary>The contract that decides what <c>GetTimeBandwidth</c> answers.</summary>
    public TencentContract TencentContract { get; init; } = TencentContract.Month95WithOffPeak;

    /// <summary>What a point between 00:00 and 08:00 counts under <see cref="TencentContract.Month95WithOffPeak"/>.</summary>
    public decimal TencentOffPeakDiscount { get; init; } = 0.5m;

    /// <summary>A record prints its members, and two of these are keys.</summary>
    public override string ToString() => nameof(SandboxOptions);
}
