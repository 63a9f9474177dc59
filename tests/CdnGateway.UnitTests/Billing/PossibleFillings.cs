using CdnGateway.Billing;

namespace CdnGateway.UnitTests.Billing;

/// <summary>A few tiny days with holes and partial sums, small enough to fill them in every way there is.</summary>
internal sealed record PossibleFillings(PlainBilling Paper, long[] Lows, long[] Highs, decimal? Discount)
{
    private const int MostFillings = 1200;

    public DayGrid Grid => new(Paper.BeforeFirst, Paper.IntervalsPerDay, Paper.OffPeakIntervals);

    public static PossibleFillings Random(Random random)
    {
        var perDay = random.Next(1, 5);
        var count = random.Next(1, 13);
        var maximum = random.Next(1, 5);
        var unknown = random.Next(1, 8);
        var lows = new long[count];
        var highs = new long[count];
        var fillings = 1;
        for (var i = 0; i < count; i++)
        {
            lows[i] = highs[i] = random.Next(0, 5);
            var low = random.Next(2) == 0 ? lows[i] : 0; // a partial sum, or nothing is known
            var high = Math.Max(low, maximum);
            if (random.Next(count) < unknown && fillings * (high - low + 1) <= MostFillings)
            {
                (lows[i], highs[i]) = (low, high);
                fillings *= (int)(high - low + 1);
            }
        }

        var paper = new PlainBilling(perDay, random.Next(0, perDay + 1), random.Next(perDay), random.Next(0, 80) / 100m);
        return new PossibleFillings(paper, lows, highs, random.Next(3) == 0 ? random.Next(0, 11) / 10m : null);
    }

    /// <summary>The least and the most that any filling gives.</summary>
    public FigureBounds Try(string rule, long threshold)
    {
        var figures = All(new long?[Lows.Length], 0).Select(month => Paper.Of(month, rule, threshold, Discount)!.Value.Bps);
        var (lowest, highest) = (long.MaxValue, 0L);
        foreach (var figure in figures)
        {
            (lowest, highest) = (Math.Min(lowest, figure), Math.Max(highest, figure));
        }

        return new FigureBounds(lowest, highest);
    }

    private IEnumerable<long?[]> All(long?[] month, int from)
    {
        if (from == Lows.Length)
        {
            yield return month;
            yield break;
        }

        for (var value = Lows[from]; value <= Highs[from]; value++)
        {
            month[from] = value;
            foreach (var filled in All(month, from + 1))
            {
                yield return filled;
            }
        }
    }
}
