using CdnGateway.Usage;

namespace CdnGateway.Billing.Forecasting;

/// <summary>All points of the month and before it, on one axis of whole Beijing days, after the contract's discount.</summary>
internal sealed class KnownTraffic
{
    public const int PerDay = DayGrid.IntervalsPerDay;
    public const long Absent = -1;

    private readonly BillingTerms _terms;
    private readonly long _limit;

    public KnownTraffic(UsageSeries month, UsageSeries? history, BillingTerms terms, long? maximumBps)
    {
        HistoryDays = history is null ? 0 : (int)Math.Clamp(Math.Ceiling((month.Window.Start - history.Window.Start).TotalDays), 0, 28);
        Start = month.Window.Start.AddDays(-HistoryDays);
        Days = HistoryDays + ((month.Window.Count + PerDay - 1) / PerDay);
        Values = new long[HistoryDays * PerDay + month.Window.Count];
        Values.AsSpan().Fill(Absent);
        (_terms, _limit) = (terms, maximumBps ?? long.MaxValue);
        Put(history);
        Put(month);
        if (terms.OffPeakDiscount is { } discount)
        {
            new OffPeakRate(discount).ApplyTo(Values, DayGrid.Of(month.Window));
        }

        Levels = new Levels(this);
    }

    /// <summary>Midnight at the start of the first day.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>How many days there are before the month.</summary>
    public int HistoryDays { get; }

    /// <summary>With the month's own.</summary>
    public int Days { get; }

    /// <summary>Bit/s by time, negative where it is not known.</summary>
    public long[] Values { get; }

    public BillingTerms Terms => _terms;

    public Levels Levels { get; }

    public bool IsOfMonth(int index) => index >= HistoryDays * PerDay;

    /// <summary>The values of a day; the last may be shorter.</summary>
    public ReadOnlySpan<long> Day(int day) => Values.AsSpan(day * PerDay, Math.Min(PerDay, Values.Length - (day * PerDay)));

    public DayOfWeek WeekdayOf(int day) => Start.AddDays(day).DayOfWeek;

    public bool IsWeekend(int day) => WeekdayOf(day) is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>A value of another day as it would be now, and never more than the line can carry.</summary>
    public long Scaled(long value, int day) => (long)Math.Min(_limit, value * Levels.FactorOf(day));

    public long? Estimate() => _terms.Rule.Statistic == Statistic.Percentile95
        ? new IntervalEstimate(this).Find()
        : new DailyPeakEstimate(this).Find();

    private void Put(UsageSeries? series)
    {
        if (series is null)
        {
            return;
        }

        var shift = (int)((series.Window.Start - Start) / UsageWindow.Interval);
        for (var i = Math.Max(0, -shift); i < Math.Min(series.Window.Count, Values.Length - shift); i++)
        {
            if (series.Has(i))
            {
                Values[i + shift] = series.BandwidthAt(i);
            }
        }
    }
}
