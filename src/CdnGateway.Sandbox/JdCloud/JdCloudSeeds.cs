using System.Collections.Concurrent;
using System.Globalization;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.Sandbox.JdCloud;

/// <summary>
/// Exact points instead of the curve. Labels are JD's text (<c>2018-06-02 17:15</c>) and mark the edge that the account has by default;
/// a request for the other edge gets the same points under shifted labels.
/// </summary>
public sealed class JdCloudSeeds
{
    private readonly ConcurrentDictionary<(string Domain, DateTime Start), JdPoint?> points = new();
    private readonly ConcurrentDictionary<string, bool> withoutCurve = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JdFee> fees = new(StringComparer.Ordinal);
    private readonly JdPointLabel edge;

    internal JdCloudSeeds(JdPointLabel edge) => this.edge = edge;

    /// <summary>Days whose points are coarser than they look.</summary>
    internal PointPatterns Patterns { get; } = new();

    /// <summary>
    /// Sets one point. The figures (Mbps and MB of 2^20) are written into the JSON as they are given: <c>6.1</c>, and for tests of a
    /// careless provider also <c>"6.1"</c>, <c>null</c> or <c>-1</c>.
    /// </summary>
    public void Point(string domain, string label, string mbps, string megabytes) =>
        points[(domain, StartOf(label))] = new JdPoint(mbps, megabytes);

    /// <summary>Leaves one point out of the answer.</summary>
    public void Hole(string domain, string label) => points[(domain, StartOf(label))] = null;

    /// <summary>Leaves out all points from one label to the other, both included.</summary>
    public void Holes(string domain, string firstLabel, string lastLabel)
    {
        var last = StartOf(lastLabel);
        for (var start = StartOf(firstLabel); start <= last; start += JdCloudAnswer.Step)
        {
            points[(domain, start)] = null;
        }
    }

    /// <summary>The domain has no points but seeded ones; with none in range the answer is <c>"data":[]</c>.</summary>
    public void WithoutCurve(string domain) => withoutCurve[domain] = true;

    /// <summary>Coarsens or interpolates the points of a Beijing day such as <c>2018-06-02</c>; seeded points stay as they are.</summary>
    public void Day(string domain, string day, PointPattern pattern) => Patterns.Set(domain, day, pattern);

    /// <summary>
    /// The fee of a domain, or of several separated by commas, whatever range and type is asked for: <c>4787.29</c> as JSON text, and
    /// the times as JD prints them (<c>2017/11/23 19:15</c>).
    /// </summary>
    public void Fee(string domains, string feeData, params string[] feeTimes) => fees[domains] = new JdFee(feeData, feeTimes);

    /// <summary>Back to the curve alone.</summary>
    public void Clear()
    {
        points.Clear();
        withoutCurve.Clear();
        fees.Clear();
        Patterns.Clear();
    }

    /// <summary>Whether the interval is seeded; the point is null for a hole.</summary>
    internal bool TryGet(string domain, DateTime start, out JdPoint? point) =>
        points.TryGetValue((domain, start), out point) || withoutCurve.ContainsKey(domain);

    internal bool TryGetFee(string domains, out JdFee? fee) => fees.TryGetValue(domains, out fee);

    private DateTime StartOf(string label)
    {
        var time = DateTime.ParseExact(label, JdCloudQuery.TimeFormat, CultureInfo.InvariantCulture);
        return edge == JdPointLabel.IntervalEnd ? time - JdCloudAnswer.Step : time;
    }
}

/// <summary>A month's figure as JSON text, and its times.</summary>
internal sealed record JdFee(string Figure, IReadOnlyList<string> Times);

/// <summary>Bandwidth in Mbps and volume in MB, as JSON text.</summary>
internal sealed record JdPoint(string Mbps, string Megabytes);
