using System.Collections.Concurrent;
using System.Globalization;

namespace CdnGateway.Sandbox.Traffic;

/// <summary>Days whose points are coarser than the provider promises.</summary>
internal sealed class PointPatterns
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Domain, DateTime Day), PointPattern> days = new();

    public void Set(string domain, string day, PointPattern pattern) =>
        days[(domain, DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))] = pattern;

    public void Clear() => days.Clear();

    /// <summary>The point in bit/s, or null where the pattern has none.</summary>
    public long? At(string domain, DateTime start, TrafficCurve traffic)
    {
        if (days.IsEmpty || !days.TryGetValue((domain, start.Date), out var pattern))
        {
            return traffic(domain, start);
        }

        var hour = start.Date.AddHours(start.Hour);
        return pattern switch
        {
            PointPattern.ConstantOverHour => Enumerable.Range(0, 12).Sum(index => traffic(domain, hour + (index * Step))) / 12,
            PointPattern.LinearBetweenHours => Between(traffic(domain, hour), traffic(domain, hour.AddHours(1)), start.Minute),
            PointPattern.OnePointAnHour when start != hour => null,
            _ => traffic(domain, start),
        };
    }

    private static long Between(long from, long to, int minute) => from + ((to - from) * minute / 60);
}
