namespace CdnGateway.Billing;

/// <summary>What a value of the off-peak hours counts, as a part of itself.</summary>
/// <remarks>In whole numbers, so that no machine and no second implementation rounds it otherwise. Rates have at most 18 decimals.</remarks>
internal readonly struct OffPeakRate
{
    private const int MostDecimals = 18;

    private readonly ulong _numerator;
    private readonly ulong _denominator;

    /// <param name="rate">From 0 to 1.</param>
    public OffPeakRate(decimal rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        _denominator = 1;
        for (rate = decimal.Round(rate, MostDecimals); rate != decimal.Truncate(rate); rate *= 10)
        {
            _denominator *= 10;
        }

        _numerator = (ulong)rate;
    }

    /// <summary>Nothing is left of any value.</summary>
    public bool IsZero => _numerator == 0;

    /// <summary>The value that counts, in whole bit/s, halves rounded up.</summary>
    public long Of(long bandwidthBps) => (long)(((UInt128)(ulong)bandwidthBps * _numerator + _denominator / 2) / _denominator);

    /// <summary>Discounts the off-peak intervals of every day; those without a value stay so.</summary>
    public void ApplyTo(Span<long> values, DayGrid grid)
    {
        for (var day = 0; day < grid.DaysIn(values.Length); day++)
        {
            var (from, to) = grid.OffPeakOf(day, values.Length);
            foreach (ref var value in values[from..to])
            {
                value = value < 0 ? value : Of(value);
            }
        }
    }
}
