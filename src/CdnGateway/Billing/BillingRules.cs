namespace CdnGateway.Billing;

/// <summary>The registry of rules; docs/billing.md has a worked example of each.</summary>
internal static class BillingRules
{
    private const string JdCloud = "JD Cloud, CDN billing, \"month-95\": of 8640 points of a 30-day month 432 are dropped, the 433rd is billed";
    private const string Tencent = "Tencent Cloud, CDN billing, \"monthly 95th percentile\": all points of the valid days, the top 5 % dropped";
    private const string RoundedDown = "; rounded down as Alibaba Cloud, CDN billing, \"month_95\" prints it (floor of 0.05 × points)";
    private const string OtherReading = "; the document does not say what becomes of a fraction, this is the other reading: ";

    public static readonly BillingRule Month95 = Percentile("month-95", Rounding.Floor, DaysCounted.Calendar, JdCloud + RoundedDown);

    public static readonly BillingRule Month95Ceiling =
        Percentile("month-95-ceil", Rounding.Ceiling, DaysCounted.Calendar, JdCloud + OtherReading + "rounded up");

    public static readonly BillingRule Month95Nearest =
        Percentile("month-95-round", Rounding.Nearest, DaysCounted.Calendar, JdCloud + OtherReading + "rounded to the nearest");

    public static readonly BillingRule Month95ValidDays = Percentile("month-95-valid-days", Rounding.Floor, DaysCounted.Valid, Tencent + RoundedDown);

    public static readonly BillingRule Month95ValidDaysCeiling =
        Percentile("month-95-valid-days-ceil", Rounding.Ceiling, DaysCounted.Valid, Tencent + OtherReading + "rounded up");

    public static readonly BillingRule Month95ValidDaysNearest =
        Percentile("month-95-valid-days-round", Rounding.Nearest, DaysCounted.Valid, Tencent + OtherReading + "rounded to the nearest");

    public static readonly BillingRule AverageDailyPeak = OfPeaks(
        "average-daily-peak",
        Statistic.AverageOfDailyPeaks,
        DaysCounted.Valid,
        "Tencent Cloud, CDN billing, \"average daily peak\": the mean of the daily maxima over the valid days");

    public static readonly BillingRule AverageDailyPeakCalendar = OfPeaks(
        "average-daily-peak-calendar",
        Statistic.AverageOfDailyPeaks,
        DaysCounted.Calendar,
        "UCloud, UCDN billing, \"average of daily peaks\": the sum of the daily maxima divided by the days of the month");

    public static readonly BillingRule FourthDailyPeak = OfPeaks(
        "fourth-daily-peak",
        Statistic.FourthDailyPeak,
        DaysCounted.Calendar,
        "UCloud, UCDN billing, \"fourth peak\": the fourth largest of the daily maxima; Alibaba Cloud, CDN, month_4th_day_bandwidth: 0 with fewer than four days");

    public static readonly BillingRule Percentile95OfDailyPeaks = OfPeaks(
        "95-of-daily-peaks",
        Statistic.Percentile95OfDailyPeaks,
        DaysCounted.Calendar,
        "contracts that rank days instead of points; no public page prints it. Rounded down as in month-95");

    public static IReadOnlyList<BillingRule> All { get; } =
    [
        Month95,
        Month95Ceiling,
        Month95Nearest,
        Month95ValidDays,
        Month95ValidDaysCeiling,
        Month95ValidDaysNearest,
        AverageDailyPeak,
        AverageDailyPeakCalendar,
        FourthDailyPeak,
        Percentile95OfDailyPeaks,
    ];

    /// <summary>The rule of a name; null when there is none.</summary>
    public static BillingRule? Find(string name) => All.FirstOrDefault(rule => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static BillingRule Percentile(string name, Rounding rounding, DaysCounted days, string source) =>
        new(name, 1, Statistic.Percentile95, rounding, days, source);

    private static BillingRule OfPeaks(string name, Statistic statistic, DaysCounted days, string source) =>
        new(name, 1, statistic, Rounding.Floor, days, source);
}
