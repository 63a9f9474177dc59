using CdnGateway.Contracts;
using CdnGateway.Features.Csv;

namespace CdnGateway.Features.Monthly95;

/// <summary>One row an entry.</summary>
internal static class Monthly95Csv
{
    private static readonly string[] Columns =
    [
        "month", "start", "end", "region", "account", "provider", "providerAccountId", "scope", "domain", "source", "provisional",
        "standardBandwidthBps", "standardTime", "offPeakBandwidthBps", "offPeakTime",
        "expectedPoints", "receivedPoints", "missingPoints", "discardedPoints", "incompletePoints",
        "rule", "ruleVersion", "lowestBandwidthBps", "highestBandwidthBps", "sumOf95sBps",
    ];

    public static CsvDocument ToDocument(Monthly95Response response) => new("monthly-95", Columns, response.Entries.Select(e => Row(response, e)))
    {
        Complete = response.Complete,
        Failures = response.Failures,
    };

    private static IReadOnlyList<string?> Row(Monthly95Response response, Monthly95Entry entry) =>
    [
        response.Month, CsvText.Day(response.Start), CsvText.Day(response.End), response.Region,
        entry.Account, entry.Provider, entry.ProviderAccountId, entry.Scope, entry.Domain, entry.Source,
        entry.Provisional switch { true => "true", false => "false", null => null },
        CsvText.Number(entry.Standard?.BandwidthBps), CsvText.Time(entry.Standard?.Time),
        CsvText.Number(entry.OffPeak?.BandwidthBps), CsvText.Time(entry.OffPeak?.Time),
        CsvText.Number(entry.Samples?.Expected), CsvText.Number(entry.Samples?.Received),
        CsvText.Number(entry.Samples?.Missing), CsvText.Number(entry.Samples?.Discarded), CsvText.Number(entry.Samples?.Incomplete),
        entry.Rule?.Name, CsvText.Number(entry.Rule?.Version), CsvText.Number(entry.Bounds?.LowestBps), CsvText.Number(entry.Bounds?.HighestBps), CsvText.Number(entry.SumOf95sBps),
    ];
}
