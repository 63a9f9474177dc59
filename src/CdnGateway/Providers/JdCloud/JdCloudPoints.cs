using System.Text;
using System.Text.Json;
using CdnGateway.Upstream;

namespace CdnGateway.Providers.JdCloud;

/// <summary>
/// Reads the data of an answer, <c>[{"2018-06-02 17:15":{" play.live.com ":{"bandwidth":6.1,"flow":228.88}}}]</c>, point by point into the curve
/// they belong to.
/// </summary>
/// <param name="domain">The domain that was asked for; another one is refused.</param>
/// <param name="curve">Takes the points.</param>
internal sealed class JdCloudPoints(string domain, JdCloudMapping curve)
{
    /// <summary>Several times the points of the longest call (30 days, 8640); an answer with more would only cost time.</summary>
    private const int MostPoints = 50_000;

    private const int LongestKey = 320;

    private int _count;

    /// <remarks>An array of objects with one label each; an empty answer may be <c>[]</c>, <c>{}</c> or null.</remarks>
    /// <exception cref="JsonException">The shape is not the documented one.</exception>
    public void Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return;
            case JsonTokenType.StartObject:
                ReadLabels(ref reader);
                return;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType != JsonTokenType.StartObject)
                    {
                        throw new JsonException("data holds something else than objects");
                    }

                    ReadLabels(ref reader);
                }

                return;
            default:
                throw new JsonException("data is not an array");
        }
    }

    private void ReadLabels(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var label = JdCloudLabel.Read(in reader);
            reader.Read();
            ReadDomains(ref reader, label);
        }
    }

    private void ReadDomains(ref Utf8JsonReader reader, long label)
    {
        if (IsEmpty(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!IsDomain(in reader) && !IsDomainInAnotherSpelling(in reader))
            {
                throw new JsonException("it speaks of a domain that was not asked for");
            }

            reader.Read();
            if (_count++ == MostPoints)
            {
                throw new JsonException("it holds more points than any question asks for");
            }

            ReadValues(ref reader, label);
        }
    }

    private bool IsDomain(ref readonly Utf8JsonReader reader) =>
        !reader.HasValueSequence
        && reader.ValueSpan.Length <= LongestKey
        && Ascii.EqualsIgnoreCase(reader.ValueSpan.Trim((byte)' '), domain);

    private bool IsDomainInAnotherSpelling(ref readonly Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[LongestKey];
        ReadOnlySpan<char> text = buffer[..TolerantJson.CopyShortText(in reader, buffer)];
        return text.Trim().Equals(domain, StringComparison.OrdinalIgnoreCase);
    }

    private void ReadValues(ref Utf8JsonReader reader, long label)
    {
        JdCloudFigure bandwidth = default, flow = default;
        if (!IsEmpty(ref reader))
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("bandwidth"u8))
                {
                    ReadOnce(ref reader, ref bandwidth);
                }
                else if (reader.ValueTextEquals("flow"u8))
                {
                    ReadOnce(ref reader, ref flow);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }
        }

        curve.Put(label, in bandwidth, in flow);
    }

    private static void ReadOnce(ref Utf8JsonReader reader, ref JdCloudFigure figure)
    {
        reader.Read();
        var read = JdCloudFigure.Read(ref reader);
        figure = figure.IsAbsent ? read : throw new JsonException("a value is given twice");
    }

    /// <remarks>A PHP back end prints an empty object as <c>[]</c>.</remarks>
    private static bool IsEmpty(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => false,
        JsonTokenType.Null => true,
        JsonTokenType.StartArray when reader.Read() && reader.TokenType == JsonTokenType.EndArray => true,
        _ => throw new JsonException("an object was expected"),
    };
}
