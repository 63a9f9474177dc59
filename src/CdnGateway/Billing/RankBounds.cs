namespace CdnGateway.Billing;

/// <summary>The bounds of a percentile over valid days, where what fills a hole also decides how many values there are.</summary>
/// <remarks>
/// A figure is at most x when no more values than are dropped lie above x, and at least y when more than are dropped reach y. An open day may stay
/// invalid (nothing of it counts) or become valid (all of it counts, and more are dropped). To stay low, it costs what it has above x, and one
/// value above the threshold; to rise, it gives what can reach y. Of full days, which count alike, the best ones are taken first; the two
/// days at the window's edge, which may be shorter, are tried both ways. The figure is found by halving: at most 63 passes.
/// </remarks>
internal readonly ref struct RankBounds(ReadOnlySpan<long> lows, ReadOnlySpan<long> highs, ValidDays days, BillingRule rule)
{
    private readonly ReadOnlySpan<long> _lows = lows;
    private readonly ReadOnlySpan<long> _highs = highs;

    public FigureBounds Find() => new(Lowest(), CanReach(PossibleMonth.Anything) ? null : Highest());

    private long Lowest()
    {
        if (days.Sure.Count == 0)
        {
            return 0;
        }

        long lowest = 0, enough = Most(_lows);
        while (lowest < enough)
        {
            var middle = lowest + (enough - lowest) / 2;
            (lowest, enough) = CanStayAt(middle) ? (lowest, middle) : (middle + 1, enough);
        }

        return lowest;
    }

    private long Highest()
    {
        long reached = 0, highest = Most(_highs);
        while (reached < highest)
        {
            var middle = highest - (highest - reached) / 2;
            (reached, highest) = CanReach(middle) ? (middle, highest) : (reached, middle - 1);
        }

        return reached;
    }

    private bool CanStayAt(long most)
    {
        var choice = new DayChoice(rule, days.FullDay);
        foreach (var (from, to) in days.Sure)
        {
            choice.Take(CountAbove(_lows[from..to], most), to - from);
        }

        foreach (var (from, to) in days.Open)
        {
            choice.Offer(CostOf(from, to, most), to - from);
        }

        return choice.CanDropAll();
    }

    private bool CanReach(long least)
    {
        var choice = new DayChoice(rule, days.FullDay);
        foreach (var (from, to) in days.Sure)
        {
            choice.Take(CountAbove(_highs[from..to], least - 1), to - from);
        }

        foreach (var (from, to) in days.Open)
        {
            choice.Offer(CountAbove(_highs[from..to], least - 1), to - from);
        }

        return choice.CanKeepOne();
    }

    /// <summary>How many values of an open day lie above a figure at the least once it is valid.</summary>
    private int CostOf(int from, int to, long most)
    {
        if (most > days.Threshold)
        {
            return 0;
        }

        var above = 0;
        var raisedIsAbove = false;
        for (var i = from; i < to; i++)
        {
            above += _lows[i] > most ? 1 : 0;
            raisedIsAbove |= _lows[i] > most && _highs[i] > days.Threshold;
        }

        return raisedIsAbove ? above : above + 1;
    }

    public static int CountAbove(ReadOnlySpan<long> values, long figure)
    {
        var above = 0;
        foreach (var value in values)
        {
            above += value > figure ? 1 : 0;
        }

        return above;
    }

    private static long Most(ReadOnlySpan<long> values)
    {
        var most = 0L;
        foreach (var value in values)
        {
            most = Math.Max(most, value);
        }

        return most;
    }
}
