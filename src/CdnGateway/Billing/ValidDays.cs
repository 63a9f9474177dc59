namespace CdnGateway.Billing;

/// <summary>Which days are valid whatever is missing, and which may be so or not.</summary>
internal sealed class ValidDays
{
    private readonly List<(int From, int To)> _sure = [];
    private readonly List<(int From, int To)> _open = [];

    /// <param name="lows">The lowest that each value can be.</param>
    /// <param name="highs">The highest.</param>
    /// <param name="grid">Where the days begin.</param>
    /// <param name="threshold">A day is valid with a value above this.</param>
    public ValidDays(ReadOnlySpan<long> lows, ReadOnlySpan<long> highs, DayGrid grid, long threshold)
    {
        Threshold = threshold;
        FullDay = grid.PerDay;
        for (var day = 0; day < grid.DaysIn(lows.Length); day++)
        {
            var (from, to) = grid.DayOf(day, lows.Length);
            if (IsAnyAbove(lows[from..to], threshold))
            {
                _sure.Add((from, to));
            }
            else if (IsAnyAbove(highs[from..to], threshold))
            {
                _open.Add((from, to));
            }
        }
    }

    public long Threshold { get; }

    /// <summary>How many intervals a day has that does not lie at the window's edge.</summary>
    public int FullDay { get; }

    /// <summary>Valid with all that is unknown at its lowest.</summary>
    public IReadOnlyList<(int From, int To)> Sure => _sure;

    /// <summary>Valid with what is unknown at its highest only.</summary>
    public IReadOnlyList<(int From, int To)> Open => _open;

    private static bool IsAnyAbove(ReadOnlySpan<long> values, long threshold) => values.IndexOfAnyExceptInRange(0, threshold) >= 0;
}
