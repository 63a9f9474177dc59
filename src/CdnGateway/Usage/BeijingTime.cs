using System.Globalization;

namespace CdnGateway.Usage;

/// <summary>
/// The clock of both providers: UTC+08:00, no daylight saving. Both bill by it, label their points in it and, in JD's case,
/// sign with its date; the host's own zone never matters (docs/units-and-time.md).
/// </summary>
internal static class BeijingTime
{
    /// <summary>Beijing's offset from UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The same instant, as Beijing's clock shows it.</summary>
    public static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The instant on Beijing's clock without its fraction of a second.</summary>
    public static DateTimeOffset WholeSeconds(DateTimeOffset instant) =>
        Of(instant.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerSecond)));

    /// <summary>The calendar day that the instant belongs to in Beijing.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>Midnight at the start of a Beijing day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>Reads a clock time without a zone, in exactly one of the formats, as Beijing's.</summary>
    public static bool TryParseLocal(ReadOnlySpan<char> text, string[] formats, out DateTimeOffset time)
    {
        var understood = DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is > 1 and < 9999; // the calendar's first and last hours have no instant in every zone
        time = understood ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Offset) : default;
        return understood;
    }
}
