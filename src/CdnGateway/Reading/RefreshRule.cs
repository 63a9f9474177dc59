using CdnGateway.Providers;

namespace CdnGateway.Reading;

/// <summary>When an interval, or a month's figure, is to be asked for again. Times are Unix seconds.</summary>
/// <remarks>
/// Until it is settled a value is provisional, and the younger the likelier it changes: it is due again when its age has doubled since the last
/// asking. A point that is there waits for the next five-minute border at the least, so that it comes along with the call that fetches the next
/// interval; one that is absent is asked for after a minute, since a provider that is late is late by minutes. Once settled, it is asked for one
/// last time and then never again (docs/store.md).
/// </remarks>
/// <param name="SettleSeconds">How long after its end a value may still change.</param>
internal readonly record struct RefreshRule(long SettleSeconds)
{
    public const long Never = long.MaxValue;
    public const long AtOnce = 0;

    private const int Border = 300;
    private const int SoonestForAbsent = 60;

    public static RefreshRule Of(CdnAccount account) => new((long)account.SettleAfter.TotalSeconds);

    /// <summary>True when the last asking came late enough for its answer to be final.</summary>
    public bool IsSettled(long endedAt, uint askedAt) => askedAt != 0 && askedAt >= endedAt + SettleSeconds;

    /// <summary>When it is to be asked for: <see cref="AtOnce"/> if it never was, <see cref="Never"/> once it is settled.</summary>
    public long DueAt(long endedAt, uint askedAt, bool isThere)
    {
        if (askedAt == 0)
        {
            return AtOnce;
        }

        if (IsSettled(endedAt, askedAt))
        {
            return Never;
        }

        var since = isThere ? askedAt - (askedAt % Border) : askedAt;
        var age = Math.Max(0, since - endedAt);
        return Math.Min(endedAt + SettleSeconds, since + Math.Max(age, isThere ? Border : SoonestForAbsent));
    }
}
