using System.Collections.Concurrent;
using System.Globalization;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.Sandbox.TencentV3;

/// <summary>Exact points instead of the curve. Labels are Tencent's text (<c>2018-06-02 17:10:00</c>) and mark the start.</summary>
public sealed class TencentV3Seeds
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Domain, DateTime Start), TencentV3Point?> points = new();
    private readonly ConcurrentDictionary<string, bool> withoutCurve = new(StringComparer.Ordinal);

    /// <summary>Days whose points are coarser than they look.</summary>
    internal PointPatterns Patterns { get; } = new();

    /// <summary>
    /// Sets one five-minute point of a domain. The figures (bit/s and bytes) are written into the JSON as they are given:
    /// <c>1.2609079685E9</c>, and for tests of a careless provider also <c>"6.1"</c>, <c>null</c> or <c>-1</c>. In sums and in longer
    /// intervals a figure that is no number counts as zero.
    /// </summary>
    public void Point(string domain, string label, string bandwidth, string flux) =>
        points[(domain, StartOf(label))] = new TencentV3Point(bandwidth, flux);

    /// <summary>Leaves one point out of the answers.</summary>
    public void Hole(string domain, string label) => points[(domain, StartOf(label))] = null;

    /// <summary>Leaves out all points from one label to the other, both included.</summary>
    public void Holes(string domain, string firstLabel, string lastLabel)
    {
        var last = StartOf(lastLabel);
        for (var start = StartOf(firstLabel); start <= last; start += Step)
        {
            points[(domain, start)] = null;
        }
    }

    /// <summary>The domain has no points but seeded ones; with none in range <c>DetailData</c> is empty.</summary>
    public void WithoutCurve(string domain) => withoutCurve[domain] = true;

    /// <summary>Coarsens or interpolates the points of a Beijing day such as <c>2018-06-02</c>; seeded points stay as they are.</summary>
    public void Day(string domain, string day, PointPattern pattern) => Patterns.Set(domain, day, pattern);

    /// <summary>Back to the curve alone.</summary>
    public void Clear()
    {
        points.Clear();
        withoutCurve.Clear();
        Patterns.Clear();
    }

    /// <summary>Whether the interval is seeded; the point is null for a hole.</summary>
    internal bool TryGet(string domain, DateTime start, out TencentV3Point? point)
    {
        point = null;
        return (!points.IsEmpty && points.TryGetValue((domain, start), out point)) || withoutCurve.ContainsKey(domain);
    }

    private static DateTime StartOf(string label) =>
        DateTime.ParseExact(label, TencentV3Query.TimeFormat, CultureInfo.InvariantCulture);
}

/// <summary>Bandwidth in bit/s and volume in bytes, as JSON text.</summary>
internal sealed record TencentV3Point(string Bandwidth, string Flux);
