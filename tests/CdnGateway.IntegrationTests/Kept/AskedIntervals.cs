using System.Globalization;
using CdnGateway.Sandbox;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>Which intervals JD was asked for, read out of its log without the gateway's help.</summary>
internal static class AskedIntervals
{
    private const string Format = "yyyy-MM-dd HH:mm";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SettleAfter = TimeSpan.FromDays(1);

    /// <summary>Every interval of every call that was answered, as often as it was asked for.</summary>
    public static IEnumerable<AskedInterval> Intervals(this CallLog log) => log.All.Where(call => call.Verdict == "Ok").SelectMany(IntervalsOf);

    /// <summary>However questions overlap: what a settled interval was once given for is never asked for again.</summary>
    public static void ShouldNeverShowASettledIntervalTwice(this CallLog log) => log.Intervals()
        .Where(asked => asked.At >= asked.Start + Interval + SettleAfter)
        .GroupBy(asked => (asked.Domain, asked.Start))
        .Where(asked => asked.Count() > 1)
        .Select(asked => $"{asked.Key.Domain} {asked.Key.Start:yyyy-MM-dd HH:mm}: {asked.Count()} times")
        .ShouldBeEmpty();

    private static IEnumerable<AskedInterval> IntervalsOf(ReceivedCall call)
    {
        var labelIsEnd = call.Parameters["time_point"] == "endTime";
        var last = TimeOf(call, "end_time");
        for (var label = TimeOf(call, "start_time"); label <= last; label += Interval)
        {
            yield return new AskedInterval(call.Parameters["domain"], labelIsEnd ? label - Interval : label, call.ArrivedAt);
        }
    }

    private static DateTimeOffset TimeOf(ReceivedCall call, string name) => new(
        DateTime.ParseExact(call.Parameters[name], Format, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}

/// <param name="Domain">Of which domain.</param>
/// <param name="Start">Its start.</param>
/// <param name="At">When it was asked for, by the provider's clock.</param>
internal sealed record AskedInterval(string Domain, DateTimeOffset Start, DateTimeOffset At);
