using System.Globalization;
using System.Text.Json;
using CdnGateway.Sandbox.Billing;

namespace CdnGateway.Sandbox.JdCloud;

/// <summary>What a fee is of; the numbers are those of the request's <c>type</c>.</summary>
internal enum JdFeeType
{
    Month95 = 2,
    AverageOfDailyPeaks = 3,
    FourthDailyPeak = 4,
    MonthTraffic = 5,
}

/// <summary>A request for a fee that passed all checks. The times are labels, Beijing, both included.</summary>
internal sealed record JdCloudFeeQuery(IReadOnlyList<string> Domains, DateTime From, DateTime To, JdFeeType Type)
{
    public static IReadOnlyList<string> DomainsOf(ReceivedCall call) => call.Text("domain").Split(',');

    /// <summary>Month-95, unless the request says otherwise.</summary>
    public static bool TryType(string text, out JdFeeType type)
    {
        type = JdFeeType.Month95;
        return text.Length == 0 || (text.Length == 1 && Enum.TryParse(text, out type) && Enum.IsDefined(type));
    }
}

/// <summary>
/// The month's figure in the shape that the documents print, misspelt key, other date format and stray blanks included. It follows
/// the traffic, unrounded, and not the points: neither seeds nor holes change it. Of a month that is not over it is the figure so
/// far; the documents do not say.
/// </summary>
internal sealed class JdCloudFeeAnswer(JdCloudFeeQuery query, SandboxOptions options, JdCloudSeeds seeds, BillingScript billing)
{
    private const decimal BinaryMega = 1_048_576m;
    private const decimal DecimalMega = 1_000_000m;
    private const string TimeFormat = "yyyy/MM/dd HH:mm";

    private static readonly TimeSpan Step = JdCloudAnswer.Step;

    private readonly BillingDeviations deviations = billing.For(query.Domains is [var one] ? one : BillingScript.Overlay);
    private readonly TimeSpan labelAfterStart = options.JdDefaultLabel == JdPointLabel.IntervalEnd ? Step : TimeSpan.Zero;

    public void Write(Utf8JsonWriter json)
    {
        var (figure, times) = seeds.TryGetFee(string.Join(',', query.Domains), out var seeded) ? seeded! : Computed();
        json.WriteStartObject();
        json.WriteNumber("status", 0);
        json.WriteString("msg", "成功");
        json.WriteStartObject("data");
        json.WriteString("domian", $" {string.Join(',', query.Domains)} ");
        json.WriteStartObject("data");
        json.WritePropertyName("feeData");
        json.WriteRawValue(figure, skipInputValidation: true);
        json.WriteStartArray("feeTime");
        foreach (var time in times)
        {
            json.WriteStringValue(time);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private JdFee Computed()
    {
        var series = Series();
        var billed = query.Type switch
        {
            JdFeeType.AverageOfDailyPeaks => series.AverageOfDailyPeaks(),
            JdFeeType.FourthDailyPeak => series.FourthDailyPeak(),
            JdFeeType.MonthTraffic => new BilledFigure(series.Bits / 8, []),
            _ => series.Percentile95(),
        };
        var mega = deviations.OtherUnitBase ? DecimalMega : BinaryMega;
        var rounded = Math.Round(deviations.MarkedUp(billed.Bps) / mega, 2, MidpointRounding.AwayFromZero);
        return new JdFee(
            rounded.ToString("0.##", CultureInfo.InvariantCulture),
            [.. billed.Times.Select(time => (time + labelAfterStart).ToString(TimeFormat, CultureInfo.InvariantCulture))]);
    }

    private BilledSeries Series()
    {
        var domains = query.Domains.Count == 1 ? query.Domains : deviations.Overlay(query.Domains);
        var first = JdCloudQuery.FirstLabel(query.From) - labelAfterStart;
        var count = (int)((query.To - labelAfterStart - first).Ticks / Step.Ticks) + 1;
        var series = BilledSeries.Of(
            first, Math.Max(0, count), Beijing.Now(options.Time), start => domains.Sum(domain => options.Traffic(domain, start)), deviations);
        if (deviations.OnlyValidDays is true)
        {
            series = series.OnValidDays(options.ValidDayThresholdBps);
        }

        return deviations.OffPeak == OffPeakDeviation.AppliedToStandard ? series.WithOffPeak(options.TencentOffPeakDiscount) : series;
    }
}
