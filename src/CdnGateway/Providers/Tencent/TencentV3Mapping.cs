using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>The one place where API 3.0's names, labels and numbers become ours, and ours become Tencent's.</summary>
internal static class TencentV3Mapping
{
    /// <summary>The billing granularity.</summary>
    public const string Interval = "5min";

    /// <summary>What a bit/s comes to in the bytes of five minutes, times two, so that it is a whole number.</summary>
    private const int HalfBytesPerBps = 75;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body of a request: both ends are labels of intervals, and belong to it.</summary>
    public static byte[] ToBody(TencentV3Question question)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("StartTime"u8, LabelOf(question.Window.Start));
            json.WriteString("EndTime"u8, LabelOf(question.Window.End - UsageWindow.Interval));
            json.WriteString("Metric"u8, question.Metric.Name);
            json.WriteString("Interval"u8, Interval);
            json.WriteString("TimeZone"u8, "UTC+08:00"u8);
            WriteDomains(json, question);
            if (question.Region is { } region)
            {
                json.WriteString("Area"u8, region == Region.Overseas ? "overseas"u8 : "mainland"u8);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One domain's points of both metrics; an interval that lacks either has none.</summary>
    public static ProviderResult<UsageSeries> ToSeries(UsageWindow window, TencentV3Curve bandwidth, TencentV3Curve flux) =>
        ToSeries(window, bandwidth, flux, index => flux[index]);

    /// <summary>One domain's points of a metric that says all: Tencent's billed bandwidth is its bytes of five minutes, times 8, by 300.</summary>
    public static ProviderResult<UsageSeries> ToSeries(UsageWindow window, TencentV3Curve bandwidth) =>
        ToSeries(window, bandwidth, bandwidth, index => ((bandwidth[index] * HalfBytesPerBps) + 1) / 2);

    private static ProviderResult<UsageSeries> ToSeries(UsageWindow window, TencentV3Curve bandwidth, TencentV3Curve flux, Func<int, long> flowAt)
    {
        if ((bandwidth.Complaint ?? flux.Complaint) is { } complaint)
        {
            return TolerantJson.WrongShape(complaint);
        }

        var series = new UsageSeries(window);
        for (var i = 0; i < window.Count; i++)
        {
            if (bandwidth[i] >= 0 && flux[i] >= 0)
            {
                series.Set(i, bandwidth[i], flowAt(i));
            }
        }

        return series;
    }

    private static void WriteDomains(Utf8JsonWriter json, TencentV3Question question)
    {
        if (question.Metric.TakesOneDomain)
        {
            json.WriteString("Domain"u8, question.Domains[0]);
            return;
        }

        json.WriteStartArray("Domains"u8);
        foreach (var domain in question.Domains)
        {
            json.WriteStringValue(domain);
        }

        json.WriteEndArray();
        json.WriteBoolean("Detail"u8, value: true);
    }

    private static string LabelOf(DateTimeOffset time) => BeijingTime.Of(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
