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

    /// <summary>What the domains of both accounts carried.</summary>
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
    /// holds, so it is off.
    /// </summary>
    public bool JdOnlyLastMonth { get; init; }

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

    /// <summary>The contract that decides what <c>GetTimeBandwidth</c> answers.</summary>
    public TencentContract TencentContract { get; init; } = TencentContract.Month95WithOffPeak;

    /// <summary>What a point between 00:00 and 08:00 counts under <see cref="TencentContract.Month95WithOffPeak"/>.</summary>
    public decimal TencentOffPeakDiscount { get; init; } = 0.5m;

    /// <summary>A record prints its members, and two of these are keys.</summary>
    public override string ToString() => nameof(SandboxOptions);
}
