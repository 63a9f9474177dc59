using System.Buffers;
using System.Globalization;

namespace CdnGateway.Features.Csv;

/// <summary>Cells and rows of RFC 4180, safe to open in a spreadsheet.</summary>
internal static class CsvText
{
    public const string NewLine = "\r\n";

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",\r\n");

    public static string Row(IReadOnlyList<string?> cells) => string.Join(',', cells.Select(Cell));

    /// <remarks>
    /// A spreadsheet takes a cell that begins so for a formula; an apostrophe makes it text (OWASP, CSV injection). A negative number is one.
    /// </remarks>
    public static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        var harmless = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !(value[0] == '-' && IsNumber(value)) ? "'" + value : value;
        return harmless.AsSpan().ContainsAny(NeedQuotes)
            ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : harmless;
    }

    private static bool IsNumber(string value) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string? Time(DateTimeOffset? time) => time is { } known ? Time(known) : null;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
