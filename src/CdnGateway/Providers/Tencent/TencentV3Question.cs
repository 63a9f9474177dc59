using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>What one call of API 3.0 asks for.</summary>
/// <param name="Metric">What of.</param>
/// <param name="Domains">One for billing, up to 30 for the operational points.</param>
/// <param name="Window">At most 31 days.</param>
/// <param name="Region">Null: the provider's default.</param>
internal sealed record TencentV3Question(TencentV3Metric Metric, IReadOnlyList<string> Domains, UsageWindow Window, Region? Region);

/// <summary>The numbers that API 3.0 has.</summary>
/// <param name="Action">Who gives it.</param>
/// <param name="Name">As it is asked for.</param>
/// <param name="Member">Where in the answer its points are.</param>
/// <param name="Most">No domain of the world carries more (10 Tbit/s, and what flows of it in five minutes); an answer that says so is wrong.</param>
internal sealed record TencentV3Metric(string Action, string Name, string Member, long Most)
{
    private const long MostBps = 10_000_000_000_000;

    /// <summary>Bit/s.</summary>
    public static readonly TencentV3Metric Bandwidth = new("DescribeCdnData", "bandwidth", "CdnData", MostBps);

    /// <summary>Bytes.</summary>
    public static readonly TencentV3Metric Flux = new("DescribeCdnData", "flux", "CdnData", MostBps / 8 * 300);

    /// <summary>Bit/s, as billed.</summary>
    public static readonly TencentV3Metric BilledBandwidth = new("DescribeBillingData", "bandwidth", "BillingData", MostBps);

    public bool TakesOneDomain => this == BilledBandwidth;
}
