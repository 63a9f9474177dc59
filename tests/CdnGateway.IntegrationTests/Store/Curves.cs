using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.IntegrationTests.Store;

/// <summary>Accounts, windows and answers to keep.</summary>
internal static class Curves
{
    public const string Domain = "play.live.com";
    public static readonly KeptAccount Jd = new("jd", "jdcloud", "https://opencdn.jcloud.com", "holder-1");
    public static readonly KeptAccount Other = new("jd-2", "jdcloud", "https://opencdn.jcloud.com", "holder-2");
    public static readonly DateTimeOffset Midnight = new(2018, 6, 2, 0, 0, 0, BeijingTime.Offset);

    /// <summary>A window by its first interval, counted from <see cref="Midnight"/>, and its number of intervals.</summary>
    public static UsageWindow Window(int first, int count) =>
        UsageWindow.Of(Midnight + first * UsageWindow.Interval, Midnight + (first + count) * UsageWindow.Interval);

    /// <summary>An answer whose every value tells its interval and the asking that it is of.</summary>
    public static UsageSeries Answer(UsageWindow window, long mark, Func<int, bool>? isAbsent = null)
    {
        var series = new UsageSeries(window);
        for (var i = 0; i < window.Count; i++)
        {
            if (isAbsent?.Invoke(i) is not true)
            {
                var at = window.TimeAt(i).ToUnixTimeSeconds();
                series.Set(i, mark * 10_000_000_000 + at, mark * 20_000_000_000 + at);
            }
        }

        return series;
    }

    /// <summary>What an interval has and when it was asked for, as text that a failing test can show.</summary>
    public static string[] Shown(KeptSeries series) =>
    [
        .. Enumerable.Range(0, series.Window.Count).Select(i => series.Points.Has(i)
            ? $"{series.Window.TimeAt(i):MM-dd HH:mm} {series.Points.BandwidthAt(i)} {series.Points.FlowAt(i)} @{series.AskedAt[i]}"
            : $"{series.Window.TimeAt(i):MM-dd HH:mm} - @{series.AskedAt[i]}"),
    ];
}
