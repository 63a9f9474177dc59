using System.Buffers;
using System.Text.Json;
using CdnGateway.Providers;
using CdnGateway.Providers.JdCloud;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers.JdCloud;

/// <summary>
/// The reading of an answer once more, as plainly as it can be written: every label through the calendar, every figure through a decimal, all
/// points into a list and then into the curve.
/// </summary>
internal static class PlainJdCloud
{
    private const int MostPoints = 50_000;
    private const decimal MostBps = 10e12m;
    private const decimal MostBytes = MostBps / 8 * 300;

    private static readonly string[] LabelFormats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd  HH:mm"];

    public static ProviderResult<UsageSeries> Parse(ReadOnlySequence<byte> body, JdCloudOptions options, string domain, UsageWindow window) =>
        TolerantJson.Parse<UsageSeries>(body, bytes =>
        {
            var (status, message, points) = Read(bytes, domain);
            return status == JdCloudWire.Success ? ToSeries(points, window, options) : JdCloudErrors.Of(status, message);
        });

    private static (string Status, string? Message, List<Point> Points) Read(ReadOnlySequence<byte> body, string domain)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an object was expected");
        }

        string? status = null, message = null;
        var points = new List<Point>();
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
                if (status == JdCloudWire.Success)
                {
                    ReadData(ref reader, domain, points);
                }
                else
                {
                    laterData = reader;
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
        if (status == JdCloudWire.Success && laterData.TokenType != JsonTokenType.None)
        {
            ReadData(ref laterData, domain, points);
        }

        return (status ?? throw new JsonException("there is no status"), message, points);
    }

    private static void ReadData(ref Utf8JsonReader reader, string domain, List<Point> points)
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

    private static void ReadLabels(ref Utf8JsonReader reader, string domain, List<Point> points)
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

    private static void ReadDomains(ref Utf8JsonReader reader, string domain, DateTimeOffset label, List<Point> points)
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

    private static Point ReadValues(ref Utf8JsonReader reader, DateTimeOffset label)
    {
        decimal? bandwidth = null, flow = null;
        if (IsEmpty(ref reader))
        {
            return new Point(label, bandwidth, flow);
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

        return new Point(label, bandwidth, flow);
    }

    private static decimal? Once(decimal? before, decimal? now) => before is null ? now : throw new JsonException("a value is given twice");

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

    private static UsageSeries ToSeries(List<Point> points, UsageWindow window, JdCloudOptions options)
    {
        var series = new UsageSeries(window);
        var shift = ShiftOf(options.PointLabel);
        foreach (var point in points)
        {
            var start = point.Label - shift;
            if (!UsageWindow.IsAligned(start))
            {
                throw new JsonException("a label is not on a five-minute border");
            }

            var index = window.IndexOf(start);
            if (index >= 0 && point is { Bandwidth: { } bandwidth, Flow: { } flow })
            {
                Put(series, index, ToWhole(bandwidth, options.MegaUnit, MostBps), ToWhole(flow, options.MegaUnit, MostBytes));
            }
        }

        return series;
    }

    private static TimeSpan ShiftOf(PointLabel pointLabel) =>
        pointLabel == PointLabel.IntervalEnd ? UsageWindow.Interval : TimeSpan.Zero;

    private static void Put(UsageSeries series, int index, long bandwidthBps, long flowBytes)
    {
        if (series.Has(index) && (series.BandwidthAt(index) != bandwidthBps || series.FlowAt(index) != flowBytes))
        {
            throw new JsonException("one interval is given twice with different values");
        }

        series.Set(index, bandwidthBps, flowBytes);
    }

    private static long ToWhole(decimal megas, int megaUnit, decimal most)
    {
        if (megas < 0 || megas > most / megaUnit)
        {
            throw new JsonException("a value is negative or beyond reason");
        }

        return (long)decimal.Round(megas * megaUnit, MidpointRounding.AwayFromZero);
    }

    private readonly record struct Point(DateTimeOffset Label, decimal? Bandwidth, decimal? Flow);
}
