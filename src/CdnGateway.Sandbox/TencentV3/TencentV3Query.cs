using System.Globalization;

namespace CdnGateway.Sandbox.TencentV3;

/// <summary>A length of points: its name, and how much may be asked for at once.</summary>
internal sealed record TencentV3Interval(string Name, TimeSpan Step, TimeSpan LongestSpan)
{
    private static readonly TencentV3Interval FiveMinutes = new("5min", TimeSpan.FromMinutes(5), TimeSpan.FromDays(31));
    private static readonly TencentV3Interval Day = new("day", TimeSpan.FromDays(1), TimeSpan.FromDays(90));

    private static readonly TencentV3Interval[] All =
    [
        new("min", TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
        FiveMinutes,
        new("hour", TimeSpan.FromHours(1), TimeSpan.FromDays(31)),
        Day,
    ];

    /// <summary>
    /// The interval that is asked for; null if there is none of that name. None asked for: the finest that billing uses and the
    /// span allows; the documents' sample of twelve hours is answered in five minutes.
    /// </summary>
    public static TencentV3Interval? Of(string name, TimeSpan span) => name switch
    {
        "" => span <= FiveMinutes.LongestSpan ? FiveMinutes : Day,
        _ => Array.Find(All, interval => interval.Name.Equals(name, StringComparison.Ordinal)),
    };
}

/// <summary>A request that passed all checks. The times are starts of intervals, Beijing, both included.</summary>
internal sealed record TencentV3Query(
    TencentV3Action Action, DateTime From, DateTime To, TencentV3Interval Interval, string Metric, bool Overseas, IReadOnlyList<string> Domains, bool Detail)
{
    public const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    public const string Bandwidth = "bandwidth";

    private const string DomainsPrefix = "Domains.";

    public static bool TryTime(string text, out DateTime time) =>
        DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public static IReadOnlyList<string> DomainsOf(ReceivedCall call) =>
    [
        .. call.Parameters
            .Where(parameter => parameter.Key == "Domain" || parameter.Key.StartsWith(DomainsPrefix, StringComparison.Ordinal))
            .Where(parameter => parameter.Value.Length > 0)
            .OrderBy(parameter => parameter.Key.Length)
            .ThenBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => parameter.Value)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The query of a call that the checks let through.</summary>
    public static TencentV3Query Of(ReceivedCall call, TencentV3Action action)
    {
        TryTime(call.Text("StartTime"), out var from);
        TryTime(call.Text("EndTime"), out var to);
        var interval = TencentV3Interval.Of(call.Text("Interval"), to - from)!;
        return new TencentV3Query(
            action,
            Floor(from, interval.Step),
            Floor(to, interval.Step),
            interval,
            call.Text("Metric") is { Length: > 0 } metric ? metric : Bandwidth,
            call.Text("Area") == "overseas",
            DomainsOf(call),
            call.Text("Detail") == "true");
    }

    private static DateTime Floor(DateTime time, TimeSpan step) => time.AddTicks(-(time.Ticks % step.Ticks));
}
