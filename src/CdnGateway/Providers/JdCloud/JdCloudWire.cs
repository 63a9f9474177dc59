using System.Buffers;
using System.Text.Json;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>One value of the answer, as printed.</summary>
/// <param name="Label">The label, on Beijing's clock.</param>
/// <param name="Bandwidth">Mbps; null where the provider gives none.</param>
/// <param name="Flow">MB; null where the provider gives none.</param>
internal readonly record struct JdCloudPoint(DateTimeOffset Label, decimal? Bandwidth, decimal? Flow);

/// <param name="Status"><c>0</c> for success.</param>
/// <param name="Message">The provider's words, Chinese as a rule.</param>
/// <param name="Points">In the order of the answer.</param>
internal sealed record JdCloudAnswer(string Status, string? Message, List<JdCloudPoint> Points);

/// <summary>
/// The answer of <c>bandwidth_flow</c>: <c>{"status":0,"msg":"…","data":[{"2018-06-02 17:15":{" play.live.com ":{"bandwidth":6.1,"flow":228.88}}}]}</c>,
/// read once, without a document in between.
/// </summary>
internal static class JdCloudWire
{
    public const string Success = "0";

    /// <summary>Several times the points of the longest call (30 days, 8640); an answer with more would only cost memory.</summary>
    private const int MostPoints = 50_000;

    private static readonly string[] LabelFormats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd  HH:mm"];

    /// <param name="body">The answer's bytes.</param>
    /// <param name="domain">The domain that was asked for; another one in the answer is refused.</param>
    /// <exception cref="JsonException">The shape is not the documented one.</exception>
    public static JdCloudAnswer Read(ReadOnlySequence<byte> body, string domain)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an object was expected");
        }

        string? status = null, message = null;
        var points = new List<JdCloudPoint>();
        var hasData = false;
        Utf8JsonReader laterData = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                status = status is null ? TolerantJson.ReadCode(ref reader) : throw new JsonException("the status is given twice");
            }
            else if (reader.ValueTextEquals("msg"u8))
            {
                reader.Read();
                message = TolerantJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                hasData = hasData ? throw new JsonException("data is given twice") : true;
                if (status == Success)
                {
                    ReadData(ref reader, domain, points);
                }
                else
                {
                    laterData = reader; // data of an error may have any shape; whether this is one is not known yet
                    reader.Skip();
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        EnsureNothingFollows(ref reader);
        if (status == Success && laterData.TokenType != JsonTokenType.None)
        {
            ReadData(ref laterData, domain, points);
        }

        return new JdCloudAnswer(status ?? throw new JsonException("there is no status"), message, points);
    }

    /// <remarks>An array of objects with one label each; an empty answer may be <c>[]</c>, <c>{}</c> or null.</remarks>
    private static void ReadData(ref Utf8JsonReader reader, string domain, List<JdCloudPoint> points)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return;
            case JsonTokenType.StartObject:
                ReadLabels(ref reader, domain, points);
                return;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType != JsonTokenType.StartObject)
                    {
                        throw new JsonException("data holds something else than objects");
                    }

                    ReadLabels(ref reader, domain, points);
                }

                return;
            default:
                throw new JsonException("data is not an array");
        }
    }

    private static void ReadLabels(ref Utf8JsonReader reader, string domain, List<JdCloudPoint> points)
    {
        Span<char> buffer = stackalloc char[32];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<char> text = buffer[..TolerantJson.CopyShortText(ref reader, buffer)];
            if (!BeijingTime.TryParseLocal(text.Trim(), LabelFormats, out var label))
            {
                throw new JsonException("a label is not a time");
            }

            reader.Read();
            ReadDomains(ref reader, domain, label, points);
        }
    }

    private static void ReadDomains(ref Utf8JsonReader reader, string domain, DateTimeOffset label, List<JdCloudPoint> points)
    {
        if (IsEmpty(ref reader))
        {
            return;
        }

        Span<char> buffer = stackalloc char[320];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<char> text = buffer[..TolerantJson.CopyShortText(ref reader, buffer)];
            if (!text.Trim().Equals(domain, StringComparison.OrdinalIgnoreCase))
            {
                throw new JsonException("it speaks of a domain that was not asked for");
            }

            reader.Read();
            if (points.Count == MostPoints)
            {
                throw new JsonException("it holds more points than any question asks for");
            }

            points.Add(ReadValues(ref reader, label));
        }
    }

    private static JdCloudPoint ReadValues(ref Utf8JsonReader reader, DateTimeOffset label)
    {
        decimal? bandwidth = null, flow = null;
        if (IsEmpty(ref reader))
        {
            return new JdCloudPoint(label, bandwidth, flow);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("bandwidth"u8))
            {
                reader.Read();
                bandwidth = Once(bandwidth, TolerantJson.ReadNumber(ref reader));
            }
            else if (reader.ValueTextEquals("flow"u8))
            {
                reader.Read();
                flow = Once(flow, TolerantJson.ReadNumber(ref reader));
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new JdCloudPoint(label, bandwidth, flow);
    }

    private static decimal? Once(decimal? before, decimal? now) => before is null ? now : throw new JsonException("a value is given twice");

    /// <remarks>A PHP back end prints an empty object as <c>[]</c>.</remarks>
    private static bool IsEmpty(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => false,
        JsonTokenType.Null => true,
        JsonTokenType.StartArray when reader.Read() && reader.TokenType == JsonTokenType.EndArray => true,
        _ => throw new JsonException("an object was expected"),
    };

    private static void EnsureNothingFollows(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            throw new JsonException("something follows the answer");
        }
    }
}
