using System.Text.Json;
using CdnGateway.Billing;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>The one place where a <c>fee</c> becomes a figure of ours.</summary>
internal static class JdCloudFeeMapping
{
    /// <summary>No account of the world is billed for this much (10 Pbit/s); an answer that says so is wrong.</summary>
    private const decimal MostBps = 1e16m;

    /// <summary>Where JD cuts a bill's month is not documented: in UTC it reaches eight hours into the next one. More is another month's figure.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private static readonly string[] TimeFormats = ["yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>What <c>type</c> asks for; null where JD reports no figure by the contract's rule.</summary>
    public static int? TypeOf(BillingRule rule) => rule.Statistic switch
    {
        Statistic.Percentile95 => 2,
        Statistic.AverageOfDailyPeaks => 3,
        Statistic.FourthDailyPeak => 4,
        _ => null,
    };

    /// <param name="fee">As printed.</param>
    /// <param name="window">The intervals that were asked for.</param>
    /// <param name="options">Unit and label.</param>
    /// <exception cref="JsonException">A value would give a wrong figure.</exception>
    public static ReportedFigure ToFigure(JdCloudFee fee, UsageWindow window, JdCloudOptions options)
    {
        if (fee.Mbps is not { } mbps)
        {
            return new ReportedFigure(Standard: null, OffPeak: null);
        }

        if (mbps < 0 || mbps > MostBps / options.MegaUnit)
        {
            throw new JsonException("a figure is negative or beyond reason");
        }

        var bps = (long)decimal.Round(mbps * options.MegaUnit, MidpointRounding.AwayFromZero);
        return new ReportedFigure(new BillingPoint(bps, TimeOf(fee.Times, window, options.PointLabel)), OffPeak: null);
    }

    /// <remarks>Several times are several intervals of one value; the earliest ranks first here as everywhere.</remarks>
    private static DateTimeOffset? TimeOf(IReadOnlyList<string> labels, UsageWindow window, PointLabel pointLabel)
    {
        DateTimeOffset? earliest = null;
        foreach (var label in labels.Where(label => !string.IsNullOrWhiteSpace(label)))
        {
            if (!BeijingTime.TryParseLocal(label.AsSpan().Trim(), TimeFormats, out var time))
            {
                throw new JsonException("a time is not one");
            }

            var start = time - JdCloudMapping.ShiftOf(pointLabel);
            if (start < window.Start - Slack || start >= window.End + Slack)
            {
                throw new JsonException("a figure's time lies outside of the days that were asked for");
            }

            earliest = earliest is { } before && before < start ? before : start;
        }

        return earliest;
    }
}
