namespace CdnGateway.Usage;

/// <summary>The patterns of one Beijing day's values: staircases and straight lines between borders of a longer interval.</summary>
/// <remarks>
/// A candidate step is out with the first change, or bend, that does not lie on a multiple of it. For those that are left the changes or bends count as
/// evidence; half of the borders that can be seen must have one, so that what hardly moves proves nothing. Steps all of one height are a
/// quantised ramp. A bend counts only well above the tolerance: smooth curves have none that stand alone.
/// </remarks>
/// <param name="values">Bit/s by time; negative where there is none.</param>
/// <param name="position">How many intervals of the day lie before the first.</param>
/// <param name="tolerance">What rounding can make of a straight line's second difference, in bit/s.</param>
internal readonly ref struct DayPattern(ReadOnlySpan<long> values, int position, long tolerance)
{
    private const int StandsOut = 4;

    private readonly ReadOnlySpan<long> _values = values;
    private readonly ulong _tolerance = (ulong)tolerance;

    /// <summary>The candidates, in intervals: 10, 15, 20, 30, 60 and 120 minutes.</summary>
    private static ReadOnlySpan<int> Steps => [2, 3, 4, 6, 12, 24];

    /// <summary>The pattern that the day shows, if any.</summary>
    public (GranularityKind Kind, int Step, int Evidence)? Find() =>
        FindStaircase(out var isFlat) ?? (isFlat ? null : FindLines());

    private (GranularityKind Kind, int Step, int Evidence)? FindStaircase(out bool isFlat)
    {
        isFlat = true;
        var left = (1 << Steps.Length) - 1;
        var (evidence, lowest, highest) = (0, ulong.MaxValue, 0ul);
        var last = -1;
        for (int i = NextValue(0), end; i < _values.Length && left != 0; i = NextValue(end))
        {
            if (last >= 0 && _values[i] != _values[last])
            {
                isFlat = false;
                left &= StepsWithBorder(last, i);
                var height = Distance(_values[last], _values[i]);
                var counts = i == last + 1 && height > _tolerance;
                (lowest, highest) = counts ? (Math.Min(lowest, height), Math.Max(highest, height)) : (lowest, highest);
                evidence += counts ? 1 : 0;
            }

            var run = _values[i..].IndexOfAnyExcept(_values[i]);
            end = run < 0 ? _values.Length : i + run;
            last = end - 1;
        }

        return highest > lowest && highest - lowest > _tolerance ? Largest(GranularityKind.Coarse, left, evidence, after: 0) : null;
    }

    private (GranularityKind Kind, int Step, int Evidence)? FindLines()
    {
        var left = (1 << Steps.Length) - 1;
        var evidence = 0;
        var day = _values; // in registers: a curve that hardly bends is read to its end
        var rounding = _tolerance;
        for (var i = 1; i < day.Length - 1 && left != 0; i++)
        {
            var (before, at, after) = (day[i - 1], day[i], day[i + 1]);
            var bend = Distance(at - before, after - at);
            if (bend > rounding && (before | at | after) >= 0)
            {
                left &= StepsWithBorder(i - 1, i);
                evidence += bend > StandsOut * rounding ? 1 : 0;
            }
        }

        return Largest(GranularityKind.Interpolated, left, evidence, after: 1);
    }

    /// <summary>The longest step that is left and has enough evidence.</summary>
    private (GranularityKind Kind, int Step, int Evidence)? Largest(GranularityKind kind, int left, int evidence, int after)
    {
        for (var step = Steps.Length - 1; left != 0 && step >= 0; step--)
        {
            var isLeft = (left >> step & 1) == 1;
            if (isLeft && evidence >= EvidenceOfStep.Needed(Steps[step]) && 2 * evidence >= BordersSeen(Steps[step], after))
            {
                return (kind, Steps[step], evidence);
            }
        }

        return null;
    }

    /// <summary>The steps, as bits, that have a border after one interval and not after another later one.</summary>
    private int StepsWithBorder(int earlier, int later)
    {
        var steps = 0;
        for (var step = 0; step < Steps.Length; step++)
        {
            var sinceBorder = (position + later) % Steps[step];
            steps |= later - sinceBorder > earlier ? 1 << step : 0;
        }

        return steps;
    }

    private int BordersSeen(int step, int after)
    {
        var seen = 0;
        for (var i = 1; i < _values.Length - after; i++)
        {
            seen += (position + i) % step == 0 && (_values[i - 1] | _values[i] | _values[i + after]) >= 0 ? 1 : 0;
        }

        return seen;
    }

    private int NextValue(int from)
    {
        while (from < _values.Length && _values[from] < 0)
        {
            from++;
        }

        return from;
    }

    /// <remarks>Exact for any two numbers: the difference of two long ones fits a ulong.</remarks>
    private static ulong Distance(long a, long b) => a > b ? unchecked((ulong)a - (ulong)b) : unchecked((ulong)b - (ulong)a);
}
