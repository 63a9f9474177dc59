namespace CdnGateway.UnitTests.Usage;

/// <summary>
/// The billing rule once more, as plainly as it is written: write every received point on a line, the highest first and of equal ones the
/// earliest first; cross out one line for every whole twenty; the next line is the figure.
/// </summary>
internal static class PlainPercentile
{
    private const int MostPoints = 10_000;

    public static (int Index, long Bandwidth)? Of(long?[] bandwidths)
    {
        // A line is one number, so that sorting numbers sorts lines: how far below the top, then how late.
        var top = bandwidths.Max() ?? 0;
        var lines = new List<long>(bandwidths.Length);
        for (var i = 0; i < bandwidths.Length; i++)
        {
            if (bandwidths[i] is { } bandwidth)
            {
                lines.Add((top - bandwidth) * MostPoints + i);
            }
        }

        lines.Sort();
        var crossedOut = 0;
        for (var twenty = 20; twenty <= lines.Count; twenty += 20)
        {
            crossedOut++;
        }

        return lines.Count == 0 ? null : ((int)(lines[crossedOut] % MostPoints), top - lines[crossedOut] / MostPoints);
    }
}
