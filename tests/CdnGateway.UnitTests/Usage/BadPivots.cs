namespace CdnGateway.UnitTests.Usage;

/// <summary>Values made against the selection: its own rounds are played, and whatever it looks at for a pivot is made the smallest that is left.</summary>
internal static class BadPivots
{
    private const int FewEnoughToSort = 48;

    public static long[] Make(int count)
    {
        var values = new long?[count];
        var next = 0L;
        var positions = Enumerable.Range(0, count).ToArray();
        while (positions.Length > FewEnoughToSort)
        {
            long[] seen = [.. Enumerable.Range(0, 9).Select(i => values[positions[i * (positions.Length / 9)]] ??= next++)];
            var pivot = Median([Median(seen[..3]), Median(seen[3..6]), Median(seen[6..])]);
            var less = MoveToFront(values, positions, 0, pivot - 1);
            positions = positions[MoveToFront(values, positions, less, pivot)..];
        }

        return [.. values.Select(value => value ?? next++)];
    }

    private static int MoveToFront(long?[] values, int[] positions, int front, long most)
    {
        for (var i = front; i < positions.Length; i++)
        {
            (positions[i], positions[front]) = (positions[front], positions[i]);
            front += values[positions[front]] <= most ? 1 : 0;
        }

        return front;
    }

    private static long Median(long[] three) => three.Order().ElementAt(1);
}
