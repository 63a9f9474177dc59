using System.Globalization;

namespace CdnGateway.Sandbox.Tencent;

/// <summary>A request that passed all checks: whole Beijing days, both included. No hosts means the whole account.</summary>
internal sealed record TencentQuery(DateTime First, DateTime Last, int Type, IReadOnlyList<string> Hosts)
{
    public const int Overseas = 2;

    private const string HostPrefix = "hosts.";

    public static bool TryDay(string text, out DateTime day) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary><c>hosts.0</c>, <c>hosts.1</c>, … in the order of their numbers.</summary>
    public static IReadOnlyList<string> HostsOf(ReceivedCall call) =>
    [
        .. call.Parameters
            .Where(parameter => parameter.Key.StartsWith(HostPrefix, StringComparison.Ordinal))
            .Select(parameter => (Number: NumberOf(parameter.Key), Host: parameter.Value))
            .OrderBy(numbered => numbered.Number)
            .Select(numbered => numbered.Host)
            .Distinct(StringComparer.Ordinal),
    ];

    private static int NumberOf(string key) =>
        int.TryParse(key.AsSpan(HostPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : int.MaxValue;
}
