namespace CdnGateway.Usage;

/// <summary>Whole Beijing days that are billed together, usually a calendar month.</summary>
/// <param name="First">First day.</param>
/// <param name="Last">Last day, inclusive.</param>
internal readonly record struct BillingPeriod(DateOnly First, DateOnly Last)
{
    /// <summary>The calendar month that a day lies in.</summary>
    public static BillingPeriod MonthOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new BillingPeriod(first, first.AddMonths(1).AddDays(-1));
    }

    /// <summary>True when the period is exactly one calendar month.</summary>
    public bool IsMonth => MonthOf(First) == this;

    /// <summary>True when every month of the period is over. Both providers settle a month once the next has begun.</summary>
    public bool IsSettledOn(DateOnly today) => Last < MonthOf(today).First;

    /// <summary>All 5-minute intervals of the period.</summary>
    public UsageWindow Window => UsageWindow.Of(BeijingTime.StartOf(First), BeijingTime.StartOf(Last.AddDays(1)));

    /// <summary>The 5-minute intervals of the period that have ended.</summary>
    public UsageWindow EndedBy(DateTimeOffset now)
    {
        var end = BeijingTime.StartOf(Last.AddDays(1));
        var ended = UsageWindow.Floor(now);
        return UsageWindow.Of(BeijingTime.StartOf(First), ended < end ? ended : end);
    }
}
