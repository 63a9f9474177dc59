namespace CdnGateway.Sandbox.Traffic;

/// <summary>
/// Traffic that both providers can print without rounding, to prove that one truth told in both dialects is read as one.
/// JD prints Mbps and MB of 2^20 with two decimals, Tencent bit/s and bytes. A multiple of 524,288 bit/s is a multiple of
/// 0.5 Mbps and, over five minutes, of 18.75 MB and of 19,660,800 bytes: exact in all of them.
/// </summary>
/// <example>
/// A domain that both accounts own, with the same truth behind end-labelled Mbps and start-labelled bit/s:
/// <code>
/// var options = new SandboxOptions
/// {
///     Traffic = ExactTruth.InSteps(DayNightCurve.BitsPerSecond),
///     JdDomains = ["both.live.com"],
///     TencentDomains = ["both.live.com"],
/// };
/// </code>
/// </example>
public static class ExactTruth
{
    /// <summary>The step in bit/s: 2^19.</summary>
    public const long StepBps = 524_288;

    /// <summary>The curve, every point rounded down to a whole number of steps. Neighbouring points may become equal.</summary>
    public static TrafficCurve InSteps(TrafficCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return (domain, start) => curve(domain, start) / StepBps * StepBps;
    }
}
