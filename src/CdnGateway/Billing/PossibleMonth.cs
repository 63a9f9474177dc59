using System.Buffers;

namespace CdnGateway.Billing;

/// <summary>What every value of a month can be: from its lowest to its highest, and every whole number between them.</summary>
/// <remarks>
/// A received value is what it is; a missing one is anything from 0, a partial sum anything from itself upwards. A discount of at most 1 maps whole
/// numbers without a gap (one bit/s more is never two more after it), so the same holds of discounted values.
/// </remarks>
internal sealed class PossibleMonth : IDisposable
{
    /// <summary>No limit.</summary>
    public const long Anything = long.MaxValue;

    private readonly long[] _lows;
    private readonly long[] _highs;
    private readonly int _count;

    private PossibleMonth(BillingCurve curve, long maximum)
    {
        _count = curve.Points.Window.Count;
        _lows = ArrayPool<long>.Shared.Rent(_count);
        _highs = ArrayPool<long>.Shared.Rent(_count);
        Grid = DayGrid.Of(curve.Points.Window);
        var values = curve.Points.Bandwidths;
        for (var i = 0; i < values.Length; i++)
        {
            _lows[i] = Math.Max(0, values[i]);
            _highs[i] = values[i] >= 0 && !curve.IsPartial(i) ? values[i] : Math.Max(_lows[i], maximum);
        }
    }

    public DayGrid Grid { get; }

    public ReadOnlySpan<long> Lows => _lows.AsSpan(0, _count);

    public ReadOnlySpan<long> Highs => _highs.AsSpan(0, _count);

    /// <param name="curve">What is known.</param>
    /// <param name="discount">Of the off-peak hours; null: none.</param>
    /// <param name="maximumBps">The most that a value can be before the discount, unless a known one is more; null: no limit.</param>
    public static PossibleMonth Of(BillingCurve curve, decimal? discount, long? maximumBps)
    {
        var month = new PossibleMonth(curve, maximumBps ?? Anything);
        if (discount is { } part)
        {
            month.Apply(new OffPeakRate(part));
        }

        return month;
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_lows);
        ArrayPool<long>.Shared.Return(_highs);
    }

    private void Apply(OffPeakRate rate)
    {
        rate.ApplyTo(_lows.AsSpan(0, _count), Grid);
        for (var day = 0; day < Grid.DaysIn(_count); day++)
        {
            var (from, to) = Grid.OffPeakOf(day, _count);
            foreach (ref var high in _highs.AsSpan(from..to))
            {
                high = high == Anything && !rate.IsZero ? Anything : rate.Of(high);
            }
        }
    }
}
