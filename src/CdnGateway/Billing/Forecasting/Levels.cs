namespace CdnGateway.Billing.Forecasting;

/// <summary>How a past day's values would be in the days to come: by what traffic has grown since, and by what it is growing.</summary>
internal sealed class Levels
{
    private const int Week = 7;

    /// <summary>Of the growth of a week so much is carried on: by the back-test better than none and than all of it.</summary>
    private const double Momentum = 0.6;

    private readonly double[] _factors;

    public Levels(KnownTraffic traffic)
    {
        _factors = new double[traffic.Days];
        _factors.AsSpan().Fill(1);
        var means = Enumerable.Range(0, traffic.Days).Select(day => MeanOf(traffic.Day(day))).ToArray();
        var last = Array.FindLastIndex(means, mean => mean is not null);
        if (LevelOf(means, last) is not { } now)
        {
            return;
        }

        // From the middle of the last week to the middle of the days to come.
        var weeksAhead = (((traffic.Days - 1 - last) / 2.0) + (Week / 2.0)) / Week;
        var growth = Math.Pow(WeeklyGrowthOf(means), Momentum * weeksAhead);
        for (var day = 0; day <= last; day++)
        {
            // The level around a day is that of the week about it, so that a weekend is not taken for a fall.
            var then = LevelOf(means, Math.Min(last, day + (Week / 2)));
            _factors[day] = then is > 0 ? Math.Clamp(now / then.Value * growth, 0.5, 2) : 1;
        }
    }

    public double FactorOf(int day) => _factors[day];

    /// <summary>The median of the means of a week's days: an event or an outage of a day or two does not move it.</summary>
    private static double? LevelOf(double?[] means, int lastDay)
    {
        var week = means[Math.Max(0, lastDay - Week + 1)..Math.Max(0, lastDay + 1)].OfType<double>().Order().ToArray();
        return week.Length < Week - 2 ? null : week[week.Length / 2];
    }

    /// <summary>The median of what days were, compared with the same weekday before; 1 when there are too few to say.</summary>
    private static double WeeklyGrowthOf(double?[] means)
    {
        var ratios = means.Zip(means.Skip(Week), (before, after) => before is > 0 ? after / before : null).OfType<double>().Order().ToArray();
        return ratios.Length < Week ? 1 : Math.Clamp(ratios[ratios.Length / 2], 0.8, 1.25);
    }

    private static double? MeanOf(ReadOnlySpan<long> day)
    {
        var (sum, received) = (0.0, 0);
        foreach (var value in day)
        {
            (sum, received) = value < 0 ? (sum, received) : (sum + value, received + 1);
        }

        return received < KnownTraffic.PerDay * 3 / 4 ? null : sum / received;
    }
}
