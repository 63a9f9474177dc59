using System.Globalization;
using CdnGateway.Contracts;
using CdnGateway.Features.Csv;

namespace CdnGateway.Features.Reconciliation;

/// <summary>One row an entry.</summary>
internal static class ReconciliationCsv
{
    private static readonly string[] Columns =
    [
        "month", "start", "end", "region", "account", "provider", "scope", "domain", "rule", "ruleVersion",
        "reportedBps", "reportedTime", "computedBps", "computedTime", "differenceBps", "differencePercent",
        "verdict", "reason", "cause1", "explained1Bps", "detail1", "cause2", "explained2Bps", "detail2", "lowestBandwidthBps", "highestBandwidthBps",
    ];

    public static CsvDocument ToDocument(ReconciliationResponse response) => new("reconciliation", Columns, response.Entries.Select(e => Row(response, e)))
    {
        Complete = response.Complete,
        Failures = response.Failures,
    };

    private static IReadOnlyList<string?> Row(ReconciliationResponse response, ReconciliationEntry entry) =>
    [
        response.Month, CsvText.Day(response.Start), CsvText.Day(response.End), response.Region,
        entry.Account, entry.Provider, entry.Scope, entry.Domain, entry.Rule.Name, CsvText.Number(entry.Rule.Version),
        CsvText.Number(entry.ReportedBps), CsvText.Time(entry.ReportedTime), CsvText.Number(entry.ComputedBps), CsvText.Time(entry.ComputedTime),
        CsvText.Number(entry.DifferenceBps), entry.DifferencePercent?.ToString(CultureInfo.InvariantCulture),
        entry.Verdict, entry.Reason, .. Cause(entry, 0), .. Cause(entry, 1),
        CsvText.Number(entry.Bounds?.LowestBps), CsvText.Number(entry.Bounds?.HighestBps),
    ];

    private static string?[] Cause(ReconciliationEntry entry, int index) => entry.Causes.ElementAtOrDefault(index) is { } cause
        ? [cause.Cause, CsvText.Number(cause.ExplainedBps), cause.Detail]
        : [null, null, null];
}
