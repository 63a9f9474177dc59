using System.Globalization;
using System.Text.Json;
using CdnGateway.Sandbox.Billing;

namespace CdnGateway.Sandbox.Tencent;

/// <summary>Figures of every host asked for, and <c>all</c>: those of the hosts' curves laid over each other.</summary>
internal sealed class TencentAnswer(TencentQuery query, SandboxOptions options, TencentSeeds seeds, BillingScript billing)
{
    private const int PointsADay = 288;

    // A site in Chinese has a small audience abroad.
    private const int OverseasShare = 12;

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

        var entries = hosts.Select(host => (host, IsSeeded(host, out var seeded) ? seeded! : FiguresOf([host], billing.For(host)))).ToList();
        entries.Add((TencentSeeds.WholeAccount, WholeOf(entries)));
        return entries;
    }

    private TencentFigures WholeOf(List<(string Name, TencentFigures Figures)> hosts)
    {
        var deviations = billing.For(BillingScript.Overlay);
        if (hosts.Count == 1 && (IsSeeded(hosts[0].Name, out _) || deviations is { OverlayWith: [], OverlayWithout: [] }))
        {
            return hosts[0].Figures;
        }

        return hosts.Count == options.TencentDomains.Count && IsSeeded(TencentSeeds.WholeAccount, out var seeded) && seeded is not null
            ? seeded
            : FiguresOf(deviations.Overlay(hosts.Select(host => host.Name)), deviations);
    }

    private bool IsSeeded(string host, out TencentFigures? figures) =>
        seeds.TryGet(host, query.First, query.Last, query.Type, out figures);

    private TencentFigures FiguresOf(IReadOnlyList<string> hosts, BillingDeviations deviations)
    {
        var asItIs = SeriesOf(hosts, deviations);
        var discounted = asItIs.WithOffPeak(options.TencentOffPeakDiscount);
        var standard = deviations.OffPeak == OffPeakDeviation.AppliedToStandard ? discounted : asItIs;
        if (options.TencentContract == TencentContract.AverageOfDailyPeaks)
        {
            return new TencentFigures(Text(standard.AverageOfDailyPeaks(), deviations), "");
        }

        var figure = standard.Percentile95();
        var free = (deviations.OffPeak == OffPeakDeviation.NotApplied ? asItIs : discounted).Percentile95();
        return new TencentFigures(Text(figure, deviations), TimeText(figure), Text(free, deviations), TimeText(free));
    }

    private BilledSeries SeriesOf(IReadOnlyList<string> hosts, BillingDeviations deviations)
    {
        var days = (int)(query.Last - query.First).TotalDays + 1;
        var share = query.Type == TencentQuery.Overseas ? OverseasShare : 1;
        var series = BilledSeries.Of(
            query.First,
            days * PointsADay,
            Beijing.Now(options.Time),
            start => hosts.Sum(host => options.Traffic(host, start) / share),
            deviations);
        return deviations.OnlyValidDays is false ? series : series.OnValidDays(options.ValidDayThresholdBps);
    }

    private static string Text(BilledFigure figure, BillingDeviations deviations)
    {
        var based = deviations.OtherUnitBase ? figure.Bps * 1_000_000 / 1_048_576 : figure.Bps;
        return decimal.Truncate(deviations.MarkedUp(based)).ToString(CultureInfo.InvariantCulture);
    }

    private static string TimeText(BilledFigure figure) =>
        figure.Times is [var time, ..] ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";

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
