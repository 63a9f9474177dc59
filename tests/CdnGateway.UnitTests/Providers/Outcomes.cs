using System.Globalization;
using System.Text.Json.Nodes;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers;

/// <summary>What crosses the seam, as JSON that an expectation can be written in.</summary>
internal static class Outcomes
{
    public static JsonNode Of(ProviderResult<UsageSeries> result) => result.IsSuccess ? Points(result.Value) : Failure(result.Failure);

    public static JsonNode Of(ProviderResult<ReportedFigures> result) => result.IsSuccess ? Figures(result.Value) : Failure(result.Failure);

    private static JsonObject Points(UsageSeries series)
    {
        var points = new JsonArray();
        for (var i = 0; i < series.Window.Count; i++)
        {
            points.Add(series.Has(i) ? $"{Time(series.Window.TimeAt(i))} {series.BandwidthAt(i)} bps {series.FlowAt(i)} B" : $"{Time(series.Window.TimeAt(i))} -");
        }

        return new JsonObject { ["points"] = points };
    }

    private static JsonObject Figures(ReportedFigures figures)
    {
        var domains = new JsonObject();
        foreach (var (domain, figure) in figures.Domains)
        {
            domains[domain] = Figure(figure);
        }

        return new JsonObject { ["account"] = figures.ProviderAccountId, ["domains"] = domains, ["all"] = Figure(figures.All) };
    }

    private static JsonObject? Figure(ReportedFigure? figure) =>
        figure is null ? null : new JsonObject { ["standard"] = Point(figure.Standard), ["offPeak"] = Point(figure.OffPeak) };

    private static string? Point(BillingPoint? point) =>
        point is { } known ? $"{known.BandwidthBps} bps at {(known.Time is { } time ? Time(time) : "no time")}" : null;

    private static JsonObject Failure(ProviderFailure failure) => new()
    {
        ["failure"] = failure.Kind.ToString(),
        ["retry"] = failure.Retry.ToString(),
        ["detail"] = failure.Detail,
        ["providerCode"] = failure.ProviderCode,
        ["providerMessage"] = failure.ProviderMessage,
    };

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture);
}
