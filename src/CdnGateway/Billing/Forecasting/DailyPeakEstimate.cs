namespace CdnGateway.Billing.Forecasting;

/// <summary>
/// Estimates a figure that is made of the days' highest values: what is not known of a day takes what was seen at those times on the same
/// weekdays; else on workdays or weekends; else on any day.
/// </summary>
internal sealed class DailyPeakEstimate(KnownTraffic traffic)
{
    private readonly ValidShare _valid = new(traffic);

    public long? Find()
    {
        var rank = new WeightedRank(traffic.Days * traffic.Days);
        var (sum, days) = (0.0, 0.0);
        for (var day = traffic.HistoryDays; day < traffic.Days; day++)
        {
            var peaks = PeaksOf(day);
            foreach (var peak in peaks)
            {
                rank.Add(peak, _valid.Of(day) / peaks.Count);
            }

            sum += peaks.Count == 0 ? 0 : _valid.Of(day) * peaks.Average();
            days += peaks.Count == 0 ? 0 : _valid.Of(day);
        }

        return traffic.Terms.Rule.IsRanked
            ? rank.Below(traffic.Terms.Rule)
            : days > 0 ? (long)Math.Round(sum / days, MidpointRounding.AwayFromZero) : null;
    }

    /// <summary>What the day's highest value can be; one value when it is settled, none when nothing is known.</summary>
    private IReadOnlyList<long> PeaksOf(int day)
    {
        var known = Math.Max(KnownTraffic.Absent, Highest(traffic.Day(day), traffic.Day(day), isWanted: false));
        if (!traffic.Day(day).Contains(KnownTraffic.Absent))
        {
            return [known];
        }

        Func<int, bool>[] tiers = [other => traffic.WeekdayOf(other) == traffic.WeekdayOf(day), other => traffic.IsWeekend(other) == traffic.IsWeekend(day), _ => true];
        foreach (var isAlike in tiers)
        {
            var peaks = new List<long>();
            for (var other = 0; other < traffic.Days; other++)
            {
                if (other != day && _valid.Of(other) > 0 && isAlike(other) && IsKnown(other))
                {
                    peaks.Add(Math.Max(known, traffic.Scaled(Highest(traffic.Day(other), traffic.Day(day), isWanted: true), other)));
                }
            }

            if (peaks.Count > 0)
            {
                return peaks;
            }
        }

        return known >= 0 ? [known] : [];
    }

    private bool IsKnown(int day)
    {
        var absent = 0;
        foreach (var value in traffic.Day(day))
        {
            absent += value < 0 ? 1 : 0;
        }

        return absent <= KnownTraffic.PerDay / 10 && traffic.Day(day).Length == KnownTraffic.PerDay;
    }

    /// <summary>The highest of a day's values; when some are wanted, only at the times that another day lacks.</summary>
    private static long Highest(ReadOnlySpan<long> values, ReadOnlySpan<long> lacking, bool isWanted)
    {
        var highest = KnownTraffic.Absent;
        for (var i = 0; i < Math.Min(values.Length, lacking.Length); i++)
        {
            highest = !isWanted || lacking[i] < 0 ? Math.Max(highest, values[i]) : highest;
        }

        return Math.Max(0, highest);
    }
}
