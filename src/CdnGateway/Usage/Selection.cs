namespace CdnGateway.Usage;

/// <summary>Finds the value that would stand at a place if the values were sorted, without sorting all of them.</summary>
/// <remarks>
/// Quickselect (Hoare 1961). Where the pivots turn out badly, by chance or on purpose, what is left is sorted instead (introselect,
/// Musser 1997), so that no input takes longer than a sort.
/// </remarks>
internal static class Selection
{
    private const int FewEnoughToSort = 48;

    /// <summary>The value at a place of the ascending order; the values are reordered.</summary>
    /// <param name="values">At least one, none of them negative.</param>
    /// <param name="place">0 for the smallest.</param>
    public static long Smallest(Span<long> values, int place)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)values.Length, nameof(place));
        for (var badPivots = 0; values.Length > FewEnoughToSort && badPivots < 4;)
        {
            var length = values.Length;
            var pivot = PivotOf(values);
            var less = MoveToFront(values, pivot - 1);
            if (place < less)
            {
                values = values[..less];
            }
            else
            {
                var notMore = less + MoveToFront(values[less..], pivot);
                if (place < notMore)
                {
                    return pivot;
                }

                values = values[notMore..];
                place -= notMore;
            }

            badPivots += values.Length > length / 8 * 7 ? 1 : 0;
        }

        values.Sort();
        return values[place];
    }

    /// <summary>Moves the values up to a bound in front of the others.</summary>
    /// <returns>How many they are.</returns>
    /// <remarks>Every value is swapped, whether it has to be or not: the processor cannot guess a branch that depends on traffic.</remarks>
    private static int MoveToFront(Span<long> values, long most)
    {
        var front = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            values[i] = values[front];
            values[front] = value;
            front += value <= most ? 1 : 0;
        }

        return front;
    }

    /// <summary>The median of the medians of three of nine values from all over the place (Tukey's ninther).</summary>
    private static long PivotOf(Span<long> values)
    {
        var step = values.Length / 9;
        return Median(
            Median(values[0], values[step], values[2 * step]),
            Median(values[3 * step], values[4 * step], values[5 * step]),
            Median(values[6 * step], values[7 * step], values[8 * step]));
    }

    private static long Median(long a, long b, long c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
