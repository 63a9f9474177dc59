using System.Globalization;
using System.Text.RegularExpressions;
using CdnGateway.Usage;

namespace CdnGateway.Features.Query;

/// <summary>The times that a caller may write.</summary>
/// <remarks>
/// ISO 8601 with an offset or Z; Unix seconds or milliseconds; no offset means Beijing, never the server's zone. In a URL an unescaped
/// <c>+</c> arrives as a blank, so a blank before an offset is understood as one.
/// </remarks>
internal static partial class TimeText
{
    public const string Rule =
        "must be ISO 8601 with an offset (2018-06-02T17:15:00+08:00 or …Z), Unix seconds or milliseconds, or a Beijing time without offset (2018-06-02 17:15, 2018-06-02T17:15:30, 2018-06-02)";

    private const int EarliestYear = 2000;
    private const int LatestYear = 2100;

    private static readonly string[] LocalFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        var understood = TryParseUnix(text, out time) || TryParseIso(text, out time);
        return understood && time.UtcDateTime.Year is >= EarliestYear and < LatestYear;
    }

    public static bool TryParseDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
        && day.Year is >= EarliestYear and < LatestYear;

    public static bool TryParseMonth(string text, out DateOnly firstDay) => TryParseDay(text + "-01", out firstDay);

    private static bool TryParseUnix(string text, out DateTimeOffset time)
    {
        time = default;
        if (!text.All(char.IsAsciiDigit) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        switch (text.Length)
        {
            case 9 or 10:
                time = BeijingTime.Of(DateTimeOffset.FromUnixTimeSeconds(number));
                return true;
            case 12 or 13:
                time = BeijingTime.Of(DateTimeOffset.FromUnixTimeMilliseconds(number));
                return true;
            default:
                return false;
        }
    }

    private static bool TryParseIso(string text, out DateTimeOffset time)
    {
        time = default;
        var match = Iso().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var clock = match.Groups["clock"].Success ? $" {match.Groups["clock"].Value}" : "";
        if (!BeijingTime.TryParseLocal(match.Groups["day"].Value + clock, LocalFormats, out var beijing)
            || beijing.Year is < EarliestYear - 1 or > LatestYear) // at the ends of the calendar the arithmetic below would overflow
        {
            return false;
        }

        var offset = OffsetOf(match);
        time = BeijingTime.Of(new DateTimeOffset(beijing.DateTime, TimeSpan.Zero) - (offset ?? BeijingTime.Offset));
        return offset is null || offset.Value.Duration() <= TimeSpan.FromHours(14);
    }

    private static TimeSpan? OffsetOf(Match match)
    {
        if (match.Groups["utc"].Success)
        {
            return TimeSpan.Zero;
        }

        if (!match.Groups["sign"].Success)
        {
            return null;
        }

        var minutes = match.Groups["minutes"].Success ? int.Parse(match.Groups["minutes"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var hours = int.Parse(match.Groups["hours"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var size = new TimeSpan(hours, minutes, 0);
        return match.Groups["sign"].Value == "-" ? -size : size;
    }

    [GeneratedRegex(
        @"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})([T ](?<clock>[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?)((?<utc>Z)|(?<sign>[+\- ])(?<hours>[0-9]{2})(:?(?<minutes>[0-5][0-9]))?)?)?\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Iso();
}
