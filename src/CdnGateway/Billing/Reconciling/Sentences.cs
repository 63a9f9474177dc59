using System.Globalization;

namespace CdnGateway.Billing.Reconciling;

/// <summary>What a cause is in words that a finance person understands, with the numbers.</summary>
/// <param name="biller">Who sent the figure.</param>
/// <param name="contract">How the figure should have been made.</param>
internal sealed class Sentences(string biller, MadeFigure contract)
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public string Of(CauseKind kind, MadeFigure alone) => kind switch
    {
        CauseKind.PercentileRounding => Rounding(alone),
        CauseKind.LabelShift => Label(alone),
        CauseKind.MonthZone => Zone(alone),
        CauseKind.UnitBase => Unit(alone),
        CauseKind.ValidDays => Days(alone),
        CauseKind.OffPeak => OffPeak(alone),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <param name="made">The figure without them.</param>
    /// <param name="bounds">Between which figures it can lie with them.</param>
    /// <param name="isConfirmed">True when the printed time is one at which such a point can have stood; without that they are only a possibility.</param>
    public string Missing(MadeFigure made, FigureBounds bounds, bool isConfirmed) => string.Create(
        Plain,
        $"{made.Unknown:N0} of {made.Window.Count:N0} points are missing here or lack a domain; depending on them the figure is {Range(made, bounds)}, and {biller}'s is.{(isConfirmed ? "" : " That makes them a possibility and not a proof: it may also have another cause.")}");

    public string With(string domain) => $"{biller}'s figure is that of the sum with {domain} added, which was not asked for.";

    public string Without(string domain) => $"{biller}'s figure is that of the sum without {domain}.";

    public string OnlyConfigured() => $"{biller}'s figure is that of the configured domains alone, without the account's others.";

    private string Rounding(MadeFigure alone) => string.Create(Plain, $"""
        {biller}'s figure is that of the {Ordinal(alone.Month.Discarded + 1)} value: 5 % of {alone.Month.Counted} {Things(alone)} rounded {Direction(alone)} {alone.Month.Discarded} dropped, where the contract drops {contract.Month.Discarded}.
        """);

    private static string Things(MadeFigure made) => made.Method.Terms.Rule.Statistic == Statistic.Percentile95 ? "points" : "days' peaks";

    private static string Direction(MadeFigure made) => made.Method.Terms.Rule.Rounding switch
    {
        CdnGateway.Billing.Rounding.Ceiling => "up to",
        CdnGateway.Billing.Rounding.Floor => "down to",
        _ => "to the nearest,",
    };

    private string Label(MadeFigure alone)
    {
        var window = alone.Window;
        var from = window.TimeAt(alone.Method.LabelShift);
        var to = from + (window.End - window.Start);
        return $"{biller} counts every five minutes under the label of the {(alone.Method.LabelShift < 0 ? "next" : "previous")} ones, so that its month runs from {Time(from)} to {Time(to)}.";
    }

    private string Zone(MadeFigure alone)
    {
        var window = alone.Window;
        var from = window.TimeAt(alone.Method.Shift);
        var night = alone.Method is { KeepsBeijingNight: false, Terms.OffPeakDiscount: not null } ? " The discount then is on 08:00 to 16:00 in Beijing." : "";
        return $"{biller} cuts the month in UTC: it runs from {Time(from)} to {Time(from + (window.End - window.Start))} in Beijing.{night}";
    }

    private string Unit(MadeFigure alone)
    {
        var power = alone.Method.UnitPower;
        var prefix = Math.Abs(power) switch { 1 => "kilo", 2 => "mega", _ => "giga" };
        var exponent = (3 * Math.Abs(power)).ToString(Plain);
        var binary = (10 * Math.Abs(power)).ToString(Plain);
        return string.Create(Plain, $"{biller}'s figure is {alone.Method.UnitFactor} times the computed one: a {prefix} of {(power > 0 ? $"10^{exponent}" : $"2^{binary}")} bits was taken for one of {(power > 0 ? $"2^{binary}" : $"10^{exponent}")}.");
    }

    private string Days(MadeFigure alone)
    {
        var terms = alone.Method.Terms;
        var counted = terms.Rule.Days == DaysCounted.Valid
            ? string.Create(Plain, $"only days with traffic above {terms.ValidDayThresholdBps} bit/s")
            : "all days of the calendar";
        return string.Create(Plain, $"{biller} counts {counted}: {alone.Month.Counted} {Things(alone)}, where the contract counts {contract.Month.Counted}.");
    }

    private string OffPeak(MadeFigure alone) => alone.Method.Terms.OffPeakDiscount is { } discount
        ? string.Create(Plain, $"{biller} counts traffic from 00:00 to 08:00 at {discount:0.##} of itself, where this figure is without a discount.")
        : $"{biller} counts traffic from 00:00 to 08:00 in full, where the contract has a discount of it.";

    /// <param name="discounts">What else would make the same figure.</param>
    public static string OtherDiscounts(IEnumerable<decimal> discounts)
    {
        string[] others = [.. discounts.Select(discount => discount.ToString("0.##", Plain))];
        return others is [] ? "" : $" {(others.Length == 1 ? "A share" : "Shares")} of {string.Join(", ", others)} would make the same figure.";
    }

    private static string Range(MadeFigure made, FigureBounds bounds) => bounds.HighestBps is { } highest
        ? string.Create(Plain, $"between {made.Scaled(bounds.LowestBps):N0} and {made.Scaled(highest):N0} bit/s")
        : string.Create(Plain, $"{made.Scaled(bounds.LowestBps):N0} bit/s or anything above");

    private static string Ordinal(int place) => place.ToString(Plain) + ((place % 100) is 11 or 12 or 13 ? "th" : (place % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    });

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", Plain);
}
