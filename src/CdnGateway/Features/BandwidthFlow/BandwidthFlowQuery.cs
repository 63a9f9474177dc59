using CdnGateway.Features.Answering;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <param name="Targets">Which accounts and domains.</param>
/// <param name="Window">The 5-minute intervals that are asked for and have ended.</param>
/// <param name="Granularity">How long the points of the answer are.</param>
/// <param name="Interval">The same, as the caller writes it.</param>
/// <param name="Format">The format parameter, where given.</param>
internal sealed record BandwidthFlowQuery(TargetFilter Targets, UsageWindow Window, Granularity Granularity, string Interval, string? Format) : IAccountsQuery
{
    private const int MostDays = 366;

    private static readonly QueryParameter[] Edges = [BandwidthFlowParameters.Start, BandwidthFlowParameters.End];
    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(1);

    /// <summary>True when a part of what is asked for has not happened yet, so that no answer can be complete.</summary>
    public bool ReachesIntoFuture { get; private init; }

    /// <summary>True when the range ends with the last interval that has ended, so that the same question gets a longer answer soon.</summary>
    public bool EndsWithNow { get; private init; }

    /// <summary>Reads the parameters; what is wrong with them is left with the reader.</summary>
    public static BandwidthFlowQuery Read(QueryReader reader, DateTimeOffset now)
    {
        var filter = TargetFilter.Read(reader);
        var interval = reader.Choice(BandwidthFlowParameters.Interval) ?? "5m";
        var format = reader.Choice(SharedParameters.Format);
        var window = ReadWindow(reader, now, out var reachesIntoFuture);
        return new BandwidthFlowQuery(filter, window, GranularityOf(interval), interval, format)
        {
            ReachesIntoFuture = reachesIntoFuture,
            EndsWithNow = reachesIntoFuture || !reader.IsGiven(BandwidthFlowParameters.End) || window.End == UsageWindow.Floor(now),
        };
    }

    private static UsageWindow ReadWindow(QueryReader reader, DateTimeOffset now, out bool reachesIntoFuture)
    {
        reachesIntoFuture = false;
        var ended = UsageWindow.Floor(now);
        var start = ReadTime(reader, BandwidthFlowParameters.Start);
        var end = ReadTime(reader, BandwidthFlowParameters.End);
        if (start.IsWrong || end.IsWrong)
        {
            return default;
        }

        var to = end.Time ?? ended;
        var from = start.Time ?? to - DefaultRange;
        if (Complaint(from, end.Time ?? now, now) is { } complaint)
        {
            Array.ForEach(Array.FindAll(Edges, reader.IsGiven), edge => reader.Fail(edge.Name, complaint));
            return default;
        }

        reachesIntoFuture = to > now;
        var window = UsageWindow.Of(from, to < ended ? to : ended);
        if (window.Count == 0)
        {
            Array.ForEach(
                Array.FindAll(Edges, reader.IsGiven),
                edge => reader.Fail(edge.Name, "no five-minute interval both starts in the range and has ended by now"));
        }

        return window;
    }

    private static string? Complaint(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        from > now ? "the range lies in the future"
        : from >= to ? "start must be before end"
        : to - from > TimeSpan.FromDays(MostDays) ? $"the range is longer than {MostDays} days"
        : null;

    private static (DateTimeOffset? Time, bool IsWrong) ReadTime(QueryReader reader, QueryParameter parameter)
    {
        if (reader.Single(parameter) is not { } text)
        {
            return (null, reader.IsWrong(parameter));
        }

        if (TimeText.TryParse(text, out var time))
        {
            return (time, false);
        }

        reader.Fail(parameter.Name, $"{QueryReader.Echo(text)} {TimeText.Rule}");
        return (null, true);
    }

    private static Granularity GranularityOf(string interval) => interval switch
    {
        "1h" => Granularity.Hour,
        "1d" => Granularity.Day,
        _ => Granularity.FiveMinutes,
    };
}
