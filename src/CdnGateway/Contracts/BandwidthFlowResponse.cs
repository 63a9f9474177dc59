using System.Text.Json.Serialization;

namespace CdnGateway.Contracts;

/// <summary>Bandwidth and flow of the domains that were asked for, and their sum.</summary>
/// <param name="Start">Start of the first 5-minute interval that the answer covers.</param>
/// <param name="End">End of the last one; the range is half-open, <c>[start, end)</c>.</param>
/// <param name="Interval"><c>5m</c>, <c>1h</c> or <c>1d</c> (a Beijing day).</param>
/// <param name="Complete">False as soon as anything that was asked for is not in the answer.</param>
/// <param name="Series">One series an account and domain.</param>
/// <param name="Total">The series added up, aligned on the start of the interval.</param>
/// <param name="Failures">What could not be answered, and why.</param>
public sealed record BandwidthFlowResponse(
    DateTimeOffset Start,
    DateTimeOffset End,
    string Interval,
    bool Complete,
    IReadOnlyList<BandwidthSeries> Series,
    BandwidthTotal Total,
    IReadOnlyList<Failure> Failures);

/// <summary>What one account carried for one domain.</summary>
/// <param name="Account">The account's name in this gateway's configuration.</param>
/// <param name="Provider"><c>jdcloud</c> or <c>tencent</c>.</param>
/// <param name="Domain">The host name, lower case.</param>
/// <param name="Points">Ascending by time. A point that the provider did not give is absent, never zero.</param>
/// <param name="Summary">Figures over the 5-minute points, whatever the interval of <paramref name="Points"/>.</param>
/// <param name="Freshness">When and from where the points came.</param>
/// <param name="Granularity">Only where the points are not what they look like: they were made of longer intervals. Peaks and the 95 of such points are too low.</param>
public sealed record BandwidthSeries(
    string Account,
    string Provider,
    string Domain,
    IReadOnlyList<BandwidthPoint> Points,
    SeriesSummary Summary,
    Freshness Freshness,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GranularityMark? Granularity = null);

/// <summary>Points that were coarsened or interpolated by whoever gave them.</summary>
/// <param name="Kind"><c>sparse</c> (regularly further apart), <c>coarse</c> (one value repeated) or <c>interpolated</c> (straight lines between values further apart).</param>
/// <param name="IntervalMinutes">How long the intervals are that they were made of.</param>
/// <param name="FirstDay">The first day, in Beijing, on which it shows.</param>
/// <param name="Detail">One sentence.</param>
public sealed record GranularityMark(string Kind, int IntervalMinutes, DateOnly FirstDay, string Detail);

/// <summary>All series of the answer added up point by point.</summary>
/// <param name="Points">A time at which some series has no point carries <c>missingSeries</c>.</param>
/// <param name="Summary">Figures over the summed 5-minute points; the 95 is that of the summed curve.</param>
public sealed record BandwidthTotal(IReadOnlyList<BandwidthPoint> Points, SeriesSummary Summary);

/// <summary>One interval.</summary>
/// <param name="Time">Start of the interval, whichever edge the provider labels.</param>
/// <param name="BandwidthBps">Bandwidth in bit/s: the 5-minute value, or the average of the received ones for <c>1h</c> and <c>1d</c>.</param>
/// <param name="FlowBytes">Flow (traffic volume) in bytes.</param>
/// <param name="PeakBandwidthBps">Only for <c>1h</c> and <c>1d</c>: the highest 5-minute value, in bit/s.</param>
/// <param name="ExpectedPoints">Only for <c>1h</c> and <c>1d</c> at the edge of the range: how many 5-minute intervals of it the range covers.</param>
/// <param name="MissingPoints">Only for <c>1h</c> and <c>1d</c>: how many of its 5-minute points are missing; absent when none.</param>
/// <param name="MissingSeries">Only in the total: how many series lack a point here; absent when none.</param>
public readonly record struct BandwidthPoint(
    DateTimeOffset Time,
    long BandwidthBps,
    long FlowBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? PeakBandwidthBps = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? ExpectedPoints = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MissingPoints = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MissingSeries = null);

/// <summary>Figures over the 5-minute points of a series; null where there is no point.</summary>
/// <param name="PeakBandwidthBps">The highest 5-minute value, in bit/s.</param>
/// <param name="PeakTime">Start of the first interval that reached it.</param>
/// <param name="AverageBandwidthBps">Mean of the received 5-minute values, in bit/s.</param>
/// <param name="P95BandwidthBps">The received values in descending order, the top 5 % (rounded down) dropped: the next one, in bit/s.</param>
/// <param name="TotalFlowBytes">Sum of the received flow, in bytes.</param>
/// <param name="ExpectedPoints">How many 5-minute intervals the answer covers.</param>
/// <param name="MissingPoints">How many of them have no point.</param>
/// <param name="IncompletePoints">Only in the total: at how many of its points some series had none; absent when at none.</param>
public sealed record SeriesSummary(
    long? PeakBandwidthBps,
    DateTimeOffset? PeakTime,
    long? AverageBandwidthBps,
    long? P95BandwidthBps,
    Int128 TotalFlowBytes,
    int ExpectedPoints,
    int MissingPoints,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? IncompletePoints = null);

/// <summary>How old an answer's data are, and where they came from.</summary>
/// <param name="FetchedAt">When the provider was last asked for any of them, with success.</param>
/// <param name="Source">
/// <c>provider</c> (some were fetched for this request), <c>store</c> (all were kept), or <c>stale</c> (the provider failed, and these are the last kept ones).
/// </param>
/// <param name="NewestPoint">Start of the newest interval that has a point; null when there is none.</param>
/// <param name="StaleReason">Only for <c>stale</c>: why the provider could not be heard.</param>
public sealed record Freshness(
    DateTimeOffset FetchedAt,
    string Source,
    DateTimeOffset? NewestPoint = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StaleReason? StaleReason = null);

/// <summary>Why kept data could not be refreshed.</summary>
/// <param name="Code">One of the codes in docs/errors.md.</param>
/// <param name="Detail">What happened, for a person.</param>
public sealed record StaleReason(string Code, string Detail);
