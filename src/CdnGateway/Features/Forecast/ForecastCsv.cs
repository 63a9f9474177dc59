using System.Globalization;
using CdnGateway.Contracts;
using CdnGateway.Features.Csv;

namespace CdnGateway.Features.Forecast;

/// <summary>One row an entry.</summary>
internal static class ForecastCsv
{
    private static readonly string[] Columns =
    [
        "month", "start", "end", "knownUntil", "account", "provider", "scope", "domain", "rule", "ruleVersion",
        "soFarBps", "floorBps", "ceilingBps", "estimateBps", "method", "maximumBps",
        "commitBps", "freeIntervals", "usedIntervals", "leftIntervals", "leftHours",
        "expectedPoints", "endedPoints", "receivedPoints", "missingPoints",
    ];

    public static CsvDocument ToDocument(ForecastResponse response) => new("forecast", Columns, response.Entries.Select(e => Row(response, e)))
    {
        Complete = response.Complete,
        Failures = response.Failures,
    };

    private static IReadOnlyList<string?> Row(ForecastResponse response, ForecastEntry entry) =>
    [
        response.Month, CsvText.Day(response.Start), CsvText.Day(response.End), CsvText.Time(response.KnownUntil),
        entry.Account, entry.Provider, entry.Scope, entry.Domain, entry.Rule.Name, CsvText.Number(entry.Rule.Version),
        CsvText.Number(entry.SoFarBps), CsvText.Number(entry.FloorBps), CsvText.Number(entry.CeilingBps),
        CsvText.Number(entry.EstimateBps), entry.Method, CsvText.Number(entry.MaximumBps),
        CsvText.Number(entry.Commit?.CommitBps), CsvText.Number(entry.Commit?.FreeIntervals), CsvText.Number(entry.Commit?.UsedIntervals),
        CsvText.Number(entry.Commit?.LeftIntervals), entry.Commit?.LeftHours.ToString(CultureInfo.InvariantCulture),
        CsvText.Number(entry.Samples.Expected), CsvText.Number(entry.Samples.Ended),
        CsvText.Number(entry.Samples.Received), CsvText.Number(entry.Samples.Missing),
    ];
}
