using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>Points from API 3.0: those that the console shows, and those that are billed.</summary>
internal sealed class TencentV3Reader(TencentV3Client client, UpstreamOptions upstream, TimeProvider time)
{
    private const int IntervalsADay = 288;
    private const int MostDays = 31;

    /// <summary>The longest window of points of five minutes.</summary>
    public const int MostIntervals = MostDays * IntervalsADay;

    private readonly TencentV3Batches _batches = new(new TencentV3BatchCalls(client, time), upstream, time);

    public Task<ProviderResult<UsageSeries>> ReadAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) =>
        curve.Grade == Grade.Billing
            ? ReadBilledAsync(curve, window, interest, cancellationToken)
            : _batches.ReadAsync(curve, window, interest, cancellationToken);

    private async Task<ProviderResult<UsageSeries>> ReadBilledAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken)
    {
        var result = await client.AskAsync(
            new TencentV3Question(TencentV3Metric.BilledBandwidth, [curve.Domain], window, curve.Region), interest, cancellationToken);
        return result.IsSuccess ? TencentV3Mapping.ToSeries(window, result.Value.Of[curve.Domain]) : result.Failure;
    }
}
