using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>How a provider bills, written as plainly as it can be, and sharing nothing with the gateway.</summary>
internal sealed record Practice
{
    public Rounding Rounding { get; init; }

    /// <summary>-1: what starts at t is counted at t + 5 min; 1: the other way round.</summary>
    public int Label { get; init; }

    public bool IsUtc { get; init; }

    /// <summary>Times 1024/1000 so often.</summary>
    public int Unit { get; init; }

    public bool OnlyValidDays { get; init; }

    public decimal ValidAbove { get; init; } = 1000;

    public decimal? Discount { get; init; }

    /// <summary>Prints the interval's own time rather than the one by which it counts.</summary>
    public bool PrintsOwnTime { get; init; }

    /// <summary>What nobody knows of.</summary>
    public decimal Markup { get; init; } = 1;

    public ReportedFigure Bill(Truth truth, params string[] domains)
    {
        var shift = Label + (IsUtc ? 96 : 0);
        var points = Enumerable.Range(0, truth.Count)
            .Select(i => (Index: i, Value: truth.At(i + shift, domains) * (Discount is { } discount && i % 288 < 96 ? discount : 1)))
            .ToList();
        if (OnlyValidDays)
        {
            points = [.. points.GroupBy(point => point.Index / 288).Where(day => day.Any(point => point.Value > ValidAbove)).SelectMany(day => day)];
        }

        var dropped = Rounding switch
        {
            Rounding.Floor => points.Count / 20,
            Rounding.Ceiling => (points.Count + 19) / 20,
            _ => (points.Count + 10) / 20,
        };
        var (index, value) = points.OrderByDescending(point => point.Value).ThenBy(point => point.Index).ElementAt(dropped);
        var factor = Enumerable.Repeat(Unit > 0 ? 1.024m : 1 / 1.024m, Math.Abs(Unit)).Aggregate(1m, (one, other) => one * other);
        return new ReportedFigure(truth.Printed(value * factor * Markup), truth.TimeAt(PrintsOwnTime ? index + shift : index), Discount is not null);
    }
}
