using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using CdnGateway.Sandbox.Serving;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.Sandbox.JdCloud;

/// <summary>
/// Writes the points of a query as the documents' sample prints them, stray blanks included, without holding a month in memory.
/// </summary>
internal sealed class JdCloudAnswer(
    JdCloudQuery query, DateTime beijingNow, JdCloudSeeds seeds, TrafficCurve traffic, Func<string, DateTime, bool>? isMissing)
{
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    // JD's "M" is 2^20, of bits and of bytes: the only base that its printed samples fit.
    private const decimal Mega = 1_048_576m;

    // A PHP or Java back end prints a number as text now and then; rare enough to leave the documents' sample as it is printed.
    private const int EveryNumberAsText = 7;

    private const int PointsPerFlush = 512;

    public async Task WriteAsync(PipeWriter output, CancellationToken ct)
    {
        using var json = new Utf8JsonWriter(output, Answer.Json);
        json.WriteStartObject();
        json.WriteNumber("status", 0);
        json.WriteString("msg", "成功");
        json.WriteStartArray("data");
        var written = 0;
        foreach (var (label, point) in Points())
        {
            WritePoint(json, label, point, asText: ++written % EveryNumberAsText == 0);
            if (written % PointsPerFlush == 0)
            {
                json.Flush();
                await output.FlushAsync(ct);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await output.FlushAsync(ct);
    }

    private IEnumerable<(DateTime Label, JdPoint Point)> Points()
    {
        if (query.PublishPointNamed)
        {
            yield break;
        }

        for (var label = JdCloudQuery.FirstLabel(query.From); label <= query.To; label += Step)
        {
            var start = query.Edge == JdPointLabel.IntervalEnd ? label - Step : label;
            if (start + Step > beijingNow)
            {
                yield break;
            }

            if (PointAt(start) is { } point)
            {
                yield return (label, point);
            }
        }
    }

    private JdPoint? PointAt(DateTime start)
    {
        if (isMissing?.Invoke(query.Domain, start) is true)
        {
            return null;
        }

        if (seeds.TryGet(query.Domain, start, out var seeded))
        {
            return seeded;
        }

        return seeds.Patterns.At(query.Domain, start, traffic) is { } bps
            ? new JdPoint(Rounded(bps / Mega), Rounded(bps * 300m / 8 / Mega))
            : null;
    }

    private static string Rounded(decimal value) =>
        Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    private void WritePoint(Utf8JsonWriter json, DateTime label, JdPoint point, bool asText)
    {
        json.WriteStartObject();
        json.WriteStartObject(label.ToString(JdCloudQuery.TimeFormat, CultureInfo.InvariantCulture));
        json.WriteStartObject($" {query.Domain} ");
        WriteFigure(json, "bandwidth", point.Mbps, asText);
        WriteFigure(json, "flow", point.Megabytes, asText);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFigure(Utf8JsonWriter json, string name, string figure, bool asText)
    {
        json.WritePropertyName(name);
        if (asText && char.IsAsciiDigit(figure[^1]))
        {
            json.WriteStringValue(figure);
        }
        else
        {
            json.WriteRawValue(figure, skipInputValidation: true);
        }
    }
}
