using CdnGateway.Usage;

namespace CdnGateway.Billing;

/// <summary>The 5-minute values that a figure is made of, and what is not known of them.</summary>
/// <param name="points">The values; absent ones are not known.</param>
/// <param name="missingSeries">Of a sum: how many curves lack a point, position by position; empty for one curve.</param>
internal readonly ref struct BillingCurve(UsageSeries points, ReadOnlySpan<int> missingSeries)
{
    private readonly ReadOnlySpan<int> _missingSeries = missingSeries;

    /// <summary>One domain's curve.</summary>
    public static BillingCurve Of(UsageSeries points) => new(points, []);

    /// <summary>The sum of several.</summary>
    public static BillingCurve Of(Overlay overlay) => new(overlay.Sum, overlay.MissingSeries);

    /// <summary>The values.</summary>
    public UsageSeries Points { get; } = points;

    /// <summary>True when the value is a sum that lacks somebody, so that the whole value may be anything from it upwards.</summary>
    public bool IsPartial(int index) => !_missingSeries.IsEmpty && _missingSeries[index] > 0 && Points.Has(index);

    /// <summary>True when every value is there and whole.</summary>
    public bool IsWhole
    {
        get
        {
            for (var i = 0; i < _missingSeries.Length; i++)
            {
                if (IsPartial(i))
                {
                    return false;
                }
            }

            return Points.Missing == 0;
        }
    }
}
