using System.Collections.Concurrent;
using System.Globalization;

namespace CdnGateway.Sandbox.Tencent;

/// <summary>
/// A month's figures as the answer shall print them. The numbers are JSON text: <c>62615912670</c>, and for tests of a careless
/// provider also <c>"62615912670"</c>, <c>null</c> or <c>-1</c>. Which fields are printed is the contract's business.
/// </summary>
public sealed record TencentFigures(string Data, string Time, string FreeData = "0", string FreeTime = "");

/// <summary>Exact figures of whole months instead of those computed from the curve.</summary>
public sealed class TencentSeeds
{
    /// <summary>Name under which the figures of the account as a whole are seeded, and printed by Tencent.</summary>
    public const string WholeAccount = "all";

    private readonly ConcurrentDictionary<Key, TencentFigures?> months = new();

    /// <summary>
    /// Sets the figures of a host, or of <see cref="WholeAccount"/>, for a month such as <c>2017-11</c>. Those of the account are
    /// used when every host of the account is asked for; <c>all</c> of one single host is that host's.
    /// </summary>
    public void Month(string host, string month, TencentFigures figures, int type = 1) => months[KeyOf(host, month, type)] = figures;

    /// <summary>The host is not in that month's answer; when no host is, the answer is <c>"data":[]</c>.</summary>
    public void Nothing(string host, string month, int type = 1) => months[KeyOf(host, month, type)] = null;

    /// <summary>Back to the curve alone.</summary>
    public void Clear() => months.Clear();

    /// <summary>Whether the range is a seeded month of the host; the figures are null for "nothing".</summary>
    internal bool TryGet(string host, DateTime first, DateTime last, int type, out TencentFigures? figures) =>
        months.TryGetValue(new Key(host, first, last, type), out figures);

    private static Key KeyOf(string host, string month, int type)
    {
        var first = DateTime.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture);
        return new Key(host, first, first.AddMonths(1).AddDays(-1), type);
    }

    private readonly record struct Key(string Host, DateTime First, DateTime Last, int Type);
}
