using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using CdnGateway.Sandbox.Serving;

namespace CdnGateway.Sandbox.TencentV3;

/// <summary>Writes the answer as the documents print it, without holding thirty domains' months in memory.</summary>
internal sealed class TencentV3Answer(TencentV3Query query, TencentV3Points points, IReadOnlyList<string> accountDomains, string requestId)
{
    public const string WholeAccount = "all";

    private const int PointsPerFlush = 512;

    // A Java back end prints a double from ten million on with an exponent, others print it with or without a fraction.
    private static readonly string[] Notations = ["0.##########", "0.0#########", "0.0##############E0"];

    private int written;

    public async Task WriteAsync(PipeWriter output, CancellationToken ct)
    {
        using var json = new Utf8JsonWriter(output, Answer.Json);
        json.WriteStartObject();
        json.WriteStartObject("Response");
        json.WriteString("Interval", query.Interval.Name);
        json.WriteStartArray("Data");
        foreach (var (resource, domains) in Resources())
        {
            await WriteResourceAsync(json, resource, domains, output, ct);
        }

        json.WriteEndArray();
        json.WriteString("RequestId", requestId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        await output.FlushAsync(ct);
    }

    private IEnumerable<(string Resource, IReadOnlyList<string> Domains)> Resources() => query.Domains switch
    {
        [] => [(WholeAccount, accountDomains)],
        [var one] => [(one, [one])],
        var several when query.Detail => several.Select(domain => (domain, (IReadOnlyList<string>)[domain])),
        var several => [("multiDomains", several)],
    };

    private async Task WriteResourceAsync(
        Utf8JsonWriter json, string resource, IReadOnlyList<string> domains, PipeWriter output, CancellationToken ct)
    {
        var bandwidth = query.Metric == TencentV3Query.Bandwidth;
        var summary = 0m;
        json.WriteStartObject();
        json.WriteString("Resource", resource);
        json.WriteStartArray(query.Action.PointsName);
        json.WriteStartObject();
        json.WriteString("Metric", query.Metric);
        json.WriteStartArray("DetailData");
        foreach (var point in points.Of(domains))
        {
            summary = bandwidth ? Math.Max(summary, point.Value) : summary + point.Value;
            WritePoint(json, point);
            if (written % PointsPerFlush == 0)
            {
                json.Flush();
                await output.FlushAsync(ct);
            }
        }

        json.WriteEndArray();
        json.WriteStartObject("SummarizedData");
        json.WriteString("Name", bandwidth ? "max" : "sum");
        WriteValue(json, summary.ToString(Notations[0], CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WritePoint(Utf8JsonWriter json, TencentV3Value point)
    {
        json.WriteStartObject();
        json.WriteString("Time", point.Time.ToString(TencentV3Query.TimeFormat, CultureInfo.InvariantCulture));
        WriteValue(json, point.Text ?? point.Value.ToString(Notations[written % Notations.Length], CultureInfo.InvariantCulture));
        json.WriteEndObject();
        written++;
    }

    private static void WriteValue(Utf8JsonWriter json, string figure)
    {
        json.WritePropertyName("Value");
        json.WriteRawValue(figure, skipInputValidation: true);
    }
}
