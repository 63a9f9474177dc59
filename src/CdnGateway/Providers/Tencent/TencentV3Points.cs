using System.Text.Json;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>
/// Reads the data of an answer,
/// <c>[{"Resource":"www.test.com","CdnData":[{"Metric":"flux","DetailData":[{"Time":"2020-04-21 00:00:00","Value":1.5}],"SummarizedData":{…}}]}]</c>,
/// point by point into the domains' curves. Members may come in any order.
/// </summary>
internal sealed class TencentV3Points
{
    /// <summary>Several times the points of the longest call (31 days, 8928) for each domain; an answer with more would only cost time.</summary>
    private const int MostPoints = 50_000;

    private const int LongestText = 320;

    private static readonly string[] LabelFormats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"];

    private readonly TencentV3Question _question;
    private readonly Dictionary<string, TencentV3Curve> _curves;
    private int _left;

    public TencentV3Points(TencentV3Question question)
    {
        _question = question;
        _left = MostPoints * question.Domains.Count;
        _curves = question.Domains.ToDictionary(d => d, _ => new TencentV3Curve(question.Window, question.Metric.Most), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The curve of each domain that was asked for; one that the answer does not speak of is without points.</summary>
    public IReadOnlyDictionary<string, TencentV3Curve> Curves => _curves;

    /// <exception cref="JsonException">The shape is not the documented one.</exception>
    public void Read(ref Utf8JsonReader reader)
    {
        while (NextOf(ref reader))
        {
            ReadResource(ref reader);
        }
    }

    private void ReadResource(ref Utf8JsonReader reader)
    {
        TencentV3Curve? curve = null;
        Utf8JsonReader before = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isResource, isData) = (reader.ValueTextEquals("Resource"u8), reader.ValueTextEquals(_question.Metric.Member));
            reader.Read();
            if (isResource)
            {
                curve = curve is null ? CurveOf(in reader) : throw new JsonException("a resource is named twice");
            }
            else if (!isData)
            {
                reader.Skip();
            }
            else if (curve is not null)
            {
                ReadMetrics(ref reader, curve);
            }
            else
            {
                before = reader;
                reader.Skip();
            }
        }

        _ = curve ?? throw new JsonException("points have no resource");
        if (before.TokenType != JsonTokenType.None)
        {
            ReadMetrics(ref before, curve);
        }
    }

    private void ReadMetrics(ref Utf8JsonReader reader, TencentV3Curve curve)
    {
        while (NextOf(ref reader))
        {
            ReadMetric(ref reader, curve);
        }
    }

    private void ReadMetric(ref Utf8JsonReader reader, TencentV3Curve curve)
    {
        var isNamed = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isName, isDetail) = (reader.ValueTextEquals("Metric"u8), reader.ValueTextEquals("DetailData"u8));
            reader.Read();
            if (isName)
            {
                isNamed = IsMetric(in reader) ? true : throw new JsonException("it speaks of a metric that was not asked for");
            }
            else if (isDetail)
            {
                ReadDetails(ref reader, curve);
            }
            else
            {
                reader.Skip();
            }
        }

        if (!isNamed)
        {
            throw new JsonException("points have no metric");
        }
    }

    private void ReadDetails(ref Utf8JsonReader reader, TencentV3Curve curve)
    {
        while (NextOf(ref reader))
        {
            _left = _left > 0 ? _left - 1 : throw new JsonException("it holds more points than any question asks for");
            ReadPoint(ref reader, curve);
        }
    }

    /// <remarks>One without a value is no point.</remarks>
    private static void ReadPoint(ref Utf8JsonReader reader, TencentV3Curve curve)
    {
        long? label = null;
        decimal? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isTime, isValue) = (reader.ValueTextEquals("Time"u8), reader.ValueTextEquals("Value"u8));
            reader.Read();
            if (isTime)
            {
                label = label is null ? LabelOf(in reader) : throw new JsonException("a time is given twice");
            }
            else if (isValue)
            {
                value = value is null ? TolerantJson.ReadNumber(ref reader) : throw new JsonException("a value is given twice");
            }
            else
            {
                reader.Skip();
            }
        }

        var at = label ?? throw new JsonException("a point has no time");
        if (value is { } known)
        {
            curve.Put(at, known);
        }
    }

    private TencentV3Curve CurveOf(ref readonly Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[LongestText];
        return _curves.GetValueOrDefault(Text(in reader, buffer).ToString()) ?? throw new JsonException("it speaks of a domain that was not asked for");
    }

    private bool IsMetric(ref readonly Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[LongestText];
        return Text(in reader, buffer).Equals(_question.Metric.Name, StringComparison.OrdinalIgnoreCase);
    }

    private static long LabelOf(ref readonly Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.HasValueSequence && BeijingLabel.TryRead(reader.ValueSpan, out var ticks))
        {
            return ticks;
        }

        Span<char> buffer = stackalloc char[LongestText];
        return BeijingTime.TryParseLocal(Text(in reader, buffer), LabelFormats, out var label)
            ? label.UtcTicks
            : throw new JsonException("a label is not a time");
    }

    private static ReadOnlySpan<char> Text(ref readonly Utf8JsonReader reader, Span<char> buffer) => reader.TokenType == JsonTokenType.String
        ? ((ReadOnlySpan<char>)buffer[..TolerantJson.CopyShortText(in reader, buffer)]).Trim()
        : throw new JsonException("a text was expected");

    /// <summary>Goes on to the next object of an array, from its beginning or from the end of the one before; null is an empty one.</summary>
    private static bool NextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null or JsonTokenType.EndArray => false,
        JsonTokenType.StartArray or JsonTokenType.EndObject => reader.Read() && reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.EndArray => false,
            _ => throw new JsonException("an object was expected"),
        },
        _ => throw new JsonException("an array was expected"),
    };
}
