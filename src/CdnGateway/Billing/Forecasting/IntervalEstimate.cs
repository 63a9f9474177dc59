namespace CdnGateway.Billing.Forecasting;

/// <summary>
/// Estimates a percentile of 5-minute values: every interval that is not known takes all that was seen at its time of the week, each value as a part of
/// itself. Peaks stay peaks that way; a mean would wear them down, and the figure with them.
/// </summary>
internal sealed class IntervalEstimate(KnownTraffic traffic)
{
    private const int Tiers = 4;

    private static readonly int[] Sizes = [7 * KnownTraffic.PerDay, 2 * KnownTraffic.PerDay, KnownTraffic.PerDay, 1];

    private readonly ValidShare _valid = new(traffic);
    private readonly double[][] _seen = [.. Sizes.Select(size => new double[size])];
    private readonly double[][] _wanted = [.. Sizes.Select(size => new double[size])];

    public long? Find()
    {
        ForEach(CountSeen);
        ForEach(CountWanted);
        var rank = new WeightedRank(traffic.Values.Length * 2);
        ForEach((index, day) => Add(rank, index, day));
        return rank.Below(traffic.Terms.Rule);
    }

    private void CountSeen(int index, int day)
    {
        if (traffic.Values[index] >= 0)
        {
            for (var tier = 0; tier < Tiers; tier++)
            {
                _seen[tier][KeyOf(tier, index, day)]++;
            }
        }
    }

    private void CountWanted(int index, int day)
    {
        if (traffic.Values[index] >= 0 || !traffic.IsOfMonth(index))
        {
            return;
        }

        for (var tier = 0; tier < Tiers; tier++)
        {
            var key = KeyOf(tier, index, day);
            if (_seen[tier][key] > 0)
            {
                _wanted[tier][key] += _valid.Of(day);
                return;
            }
        }
    }

    private void Add(WeightedRank rank, int index, int day)
    {
        if (traffic.Values[index] is var value && value < 0)
        {
            return;
        }

        rank.Add(value, traffic.IsOfMonth(index) ? _valid.Of(day) : 0);
        var asked = 0.0;
        for (var tier = 0; tier < Tiers; tier++)
        {
            var key = KeyOf(tier, index, day);
            asked += _wanted[tier][key] / _seen[tier][key];
        }

        rank.Add(traffic.Scaled(value, day), asked);
    }

    /// <summary>Values of days that do not take part say nothing of those that do.</summary>
    private void ForEach(Action<int, int> action)
    {
        for (var day = 0; day < traffic.Days; day++)
        {
            var from = day * KnownTraffic.PerDay;
            for (var i = 0; _valid.Of(day) > 0 && i < traffic.Day(day).Length; i++)
            {
                action(from + i, day);
            }
        }
    }

    /// <summary>The time of the week; else of the day, workdays and weekends apart; else of the day; else any.</summary>
    private int KeyOf(int tier, int index, int day) => (index % KnownTraffic.PerDay) + (tier switch
    {
        0 => (int)traffic.WeekdayOf(day) * KnownTraffic.PerDay,
        1 => traffic.IsWeekend(day) ? KnownTraffic.PerDay : 0,
        2 => 0,
        _ => -(index % KnownTraffic.PerDay),
    });
}
