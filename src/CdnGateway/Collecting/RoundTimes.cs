using CdnGateway.Usage;

namespace CdnGateway.Collecting;

/// <summary>When rounds begin, and how far back they look.</summary>
internal static class RoundTimes
{
    /// <summary>No two accounts need to begin at one instant; the providers are minutes behind anyway.</summary>
    private const int MostSpreadSeconds = 30;

    /// <summary>What is looked at beyond what may still change.</summary>
    private static readonly TimeSpan Newest = TimeSpan.FromHours(1);

    /// <summary>How long after a five-minute border an account's round begins; always the same for a name.</summary>
    public static TimeSpan SpreadOf(string account)
    {
        var hash = account.Aggregate(2166136261u, static (hash, c) => unchecked((hash ^ c) * 16777619)); // FNV-1a
        return TimeSpan.FromSeconds(1 + hash % MostSpreadSeconds);
    }

    /// <summary>The first beginning of a round after an instant.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now, TimeSpan spread)
    {
        var begins = UsageWindow.Floor(now) + spread;
        return begins > now ? begins : begins + UsageWindow.Interval;
    }

    /// <summary>All that a round looks at: what is not settled yet, and the days that are to be filled.</summary>
    public static UsageWindow Within(DateTimeOffset now, TimeSpan settleAfter, int backfillDays)
    {
        var unsettled = now - settleAfter - Newest; // what has just settled is asked for one last time
        var backfill = BeijingTime.StartOf(BeijingTime.DateOf(now).AddDays(-backfillDays));
        return UsageWindow.Of(backfillDays > 0 && backfill < unsettled ? backfill : UsageWindow.Floor(unsettled), UsageWindow.Floor(now));
    }

    /// <summary>The settled months that reach into the days that are to be filled, newest first.</summary>
    public static IEnumerable<BillingPeriod> MonthsWithin(DateTimeOffset now, int backfillDays)
    {
        var today = BeijingTime.DateOf(now);
        for (var month = MonthBefore(today); month.Last >= today.AddDays(-backfillDays); month = MonthBefore(month.First))
        {
            yield return month;
        }
    }

    private static BillingPeriod MonthBefore(DateOnly day) => BillingPeriod.MonthOf(BillingPeriod.MonthOf(day).First.AddDays(-1));
}
