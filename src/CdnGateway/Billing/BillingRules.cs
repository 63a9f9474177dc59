namespace CdnGateway.Billing;

/// <summary>The registry of rules.</summary>
internal static class BillingRules
{
    public static readonly BillingRule Month95 = new("month-95", 1, Statistic.Percentile95, Rounding.Floor, DaysCounted.Calendar, "JD Cloud, billing of CDN: month-95");

    public static readonly BillingRule Month95ValidDays =
        new("month-95-valid-days", 1, Statistic.Percentile95, Rounding.Floor, DaysCounted.Valid, "Tencent Cloud, CDN billing: monthly 95th percentile");

    public static IReadOnlyList<BillingRule> All { get; } = [Month95, Month95ValidDays];

    /// <summary>The rule of a name; null when there is none.</summary>
    public static BillingRule? Find(string name) => All.FirstOrDefault(rule => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
