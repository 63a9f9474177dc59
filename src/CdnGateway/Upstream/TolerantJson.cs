using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CdnGateway.Providers;

namespace CdnGateway.Upstream;

/// <summary>
/// Reads what provider documents promise and provider back ends print: numbers as strings, <c>[]</c> for an empty object, null, fields
/// nobody documented. What would give a wrong number is refused.
/// </summary>
internal static class TolerantJson
{
    private const int LongestText = 64;
    private const int LongestWords = 64 * 1024;

    /// <summary>A number, or a string that holds one; null for null and for an empty string.</summary>
    public static decimal? ReadNumber(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetDecimal(out var number):
                return number;
            case JsonTokenType.String:
                Span<char> buffer = stackalloc char[LongestText];
                ReadOnlySpan<char> text = buffer[..CopyShortText(ref reader, buffer)];
                text = text.Trim();
                return text.IsEmpty ? null : ParseNumber(text);
            default:
                throw new JsonException("a number was expected");
        }
    }

    /// <summary>A code that one page prints as a number and another as a string; null for null and for an empty string.</summary>
    public static string? ReadCode(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : throw new JsonException("a whole number was expected"),
        JsonTokenType.String => ParseCode(ReadText(ref reader)),
        JsonTokenType.Null => null,
        _ => throw new JsonException("a code was expected"),
    };

    /// <remarks>Codes are shown to callers and logged as they are, so what is a sentence, and may repeat a secret, is not one.</remarks>
    public static string? ParseCode(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var code) ? code.ToString(CultureInfo.InvariantCulture)
        : throw new JsonException("a code was expected");

    /// <summary>Words for a person; null for anything else, whose children are skipped, and for text that is not UTF-8.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        var bytes = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        try
        {
            return bytes <= LongestWords ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a code page of old; the code beside the words still counts
        }
    }

    /// <summary>The same of an element of a document.</summary>
    public static string? ReadText(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text of a property name or string that has to be short.</summary>
    /// <returns>How many characters were put into the buffer.</returns>
    public static int CopyShortText(ref readonly Utf8JsonReader reader, scoped Span<char> buffer)
    {
        var bytes = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        return bytes <= buffer.Length ? reader.CopyString(buffer) : throw new JsonException("a value is too long");
    }

    public static decimal ParseNumber(ReadOnlySpan<char> text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JsonException("a number was expected");

    /// <summary>Runs a parser; what it throws about the shape becomes a failure that says why.</summary>
    /// <remarks>System.Text.Json takes any bytes for a string and throws InvalidOperationException only when they are decoded: GBK, half a surrogate.</remarks>
    public static ProviderResult<T> Parse<T>(ReadOnlySequence<byte> body, Func<ReadOnlySequence<byte>, ProviderResult<T>> parser)
        where T : class
    {
        var json = WithoutMark(body);
        try
        {
            return parser(json);
        }
        catch (JsonException exception)
        {
            return Diagnose(json, exception);
        }
        catch (InvalidOperationException)
        {
            return WrongShape("a text is not UTF-8"); // how the readers say so
        }
    }

    /// <remarks>A byte order mark is no JSON, but a script saved with one puts it in front of everything it prints.</remarks>
    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> body)
    {
        var reader = new SequenceReader<byte>(body);
        return reader.IsNext([0xEF, 0xBB, 0xBF], advancePast: true) ? reader.UnreadSequence : body;
    }

    private static ProviderFailure Diagnose(ReadOnlySequence<byte> body, JsonException exception)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return TransportFailures.NotJson;
        }

        var begun = reader.TokenType is JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray;
        return begun || reader.CurrentDepth > 0 ? TransportFailures.CutOff : WrongShape(exception.Message);
    }

    /// <param name="why">Our own words, never the provider's.</param>
    public static ProviderFailure WrongShape(string why) =>
        new(FailureKind.InvalidResponse, $"The provider's answer does not have the documented shape: {why}.");
}
