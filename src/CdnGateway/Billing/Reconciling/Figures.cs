using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>The figures that methods make of one curve; each is made once.</summary>
/// <param name="points">The curve, and what is known around the period.</param>
/// <param name="curves">How many curves it is the sum of.</param>
/// <param name="period">The billed intervals.</param>
internal sealed class Figures(MonthPoints points, int curves, UsageWindow period)
{
    private readonly Dictionary<BillingMethod, MadeFigure?> _made = [];
    private readonly Dictionary<(int Shift, bool KeepsNight, decimal? Discount), MethodValues?> _values = [];

    public MonthPoints Points => points;

    public int Curves => curves;

    /// <summary>Null when the method makes none: points or a discount are not there.</summary>
    public MadeFigure? Of(BillingMethod method)
    {
        var plain = method with { UnitPower = 0 };
        if (!_made.TryGetValue(plain, out var made))
        {
            _made[plain] = made = Make(plain);
        }

        return made is null || method.UnitPower == 0 ? made : made with { Method = method };
    }

    private MadeFigure? Make(BillingMethod method)
    {
        if (method is { KeepsBeijingNight: true, Terms.OffPeakDiscount: null } || ValuesOf(method) is not { } values)
        {
            return null;
        }

        var month = BilledMonth.Of(values.Ranked.Curve, method.WithoutDiscount);
        return month.Billed is { } point ? new MadeFigure(method, month, values, point) : null;
    }

    private MethodValues? ValuesOf(BillingMethod method)
    {
        var key = (method.Shift, method.KeepsBeijingNight, method.Terms.OffPeakDiscount);
        if (!_values.TryGetValue(key, out var values))
        {
            _values[key] = values = MethodValues.Of(method, points, period);
        }

        return values;
    }
}
