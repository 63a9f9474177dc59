using System.Globalization;
using System.Text.Json;

namespace CdnGateway.Sandbox.Tencent;

/// <summary>Figures of every host asked for, and <c>all</c>: those of the hosts' curves laid over each other.</summary>
internal sealed class TencentAnswer(TencentQuery query, SandboxOptions options, TencentSeeds seeds)
{
    public void Write(Utf8JsonWriter json)
    {
        var entries = Entries();
        json.WriteStartObject();
        json.WriteNumber("code", 0);
        json.WriteString("message", "");
        json.WriteString("codeDesc", "Success");
        if (entries.Count == 0)
        {
            // PHP has one kind of empty array, and it is printed as a list.
            json.WriteStartArray("data");
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject("data");
            json.WriteStartObject(options.TencentAppId);
            for (var index = 0; index < entries.Count; index++)
            {
                // Documented as text, sampled as numbers: every second host gets text, so that the documents' sample stays as printed.
                var (name, figures) = entries[index];
                WriteFigures(json, name, figures, asText: index % 2 == 1 && name != TencentSeeds.WholeAccount);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private List<(string Name, TencentFigures Figures)> Entries()
    {
        var asked = query.Hosts.Count == 0 ? options.TencentDomains : query.Hosts;
        var hosts = asked.Where(host => !IsSeeded(host, out var figures) || figures is not null).ToArray();
        if (hosts.Length == 0)
        {
            return [];
        }

        var series = hosts.Select(host => BillingSeries.Of(query, host, options.Traffic)).ToArray();
        var entries = hosts.Select((host, index) => (host, IsSeeded(host, out var seeded) ? seeded! : FiguresOf(series[index]))).ToList();
        entries.Add((TencentSeeds.WholeAccount, WholeOf(entries, series)));
        return entries;
    }

    private TencentFigures WholeOf(List<(string Name, TencentFigures Figures)> hosts, IReadOnlyList<BillingSeries> series)
    {
        if (hosts.Count == 1)
        {
            return hosts[0].Figures;
        }

        return hosts.Count == options.TencentDomains.Count && IsSeeded(TencentSeeds.WholeAccount, out var seeded) && seeded is not null
            ? seeded
            : FiguresOf(BillingSeries.Overlay(series));
    }

    private bool IsSeeded(string host, out TencentFigures? figures) =>
        seeds.TryGet(host, query.First, query.Last, query.Type, out figures);

    private TencentFigures FiguresOf(BillingSeries series)
    {
        if (options.TencentContract == TencentContract.AverageOfDailyPeaks)
        {
            return new TencentFigures(series.AverageOfDailyPeaks().ToString(CultureInfo.InvariantCulture), "");
        }

        var (bps, at) = series.Percentile95();
        var (freeBps, freeAt) = series.WithOffPeak(options.TencentOffPeakDiscount).Percentile95();
        return new TencentFigures(
            bps.ToString(CultureInfo.InvariantCulture), TimeText(at),
            freeBps.ToString(CultureInfo.InvariantCulture), TimeText(freeAt));
    }

    private static string TimeText(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private void WriteFigures(Utf8JsonWriter json, string name, TencentFigures figures, bool asText)
    {
        json.WriteStartObject(name);
        WriteNumber(json, "data", figures.Data, asText);
        json.WriteString("time", options.TencentContract == TencentContract.AverageOfDailyPeaks ? "" : figures.Time);
        if (options.TencentContract == TencentContract.Month95WithOffPeak)
        {
            WriteNumber(json, "freedata", figures.FreeData, asText);
            json.WriteString("freetime", figures.FreeTime);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, string figure, bool asText)
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
