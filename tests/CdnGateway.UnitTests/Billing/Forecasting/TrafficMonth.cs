using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Billing.Forecasting;

/// <summary>
/// A random month as CDN customers have them, and the four weeks before it: days and nights, weekends, growth, campaigns of days, events of hours,
/// outages, and holes in what the gateway knows.
/// </summary>
internal sealed class TrafficMonth
{
    private const int HistoryDays = 28;
    private const int PerDay = 288;
    private static readonly string[] Firsts = ["2018-02-01", "2018-03-01", "2018-06-01", "2020-02-01", "2018-10-01"];

    private readonly long[] _values;
    private readonly bool[] _isHole;

    public TrafficMonth(Random random)
    {
        Period = BillingPeriod.MonthOf(Curves.Day(Firsts[random.Next(Firsts.Length)]));
        _values = new long[(HistoryDays * PerDay) + Period.Window.Count];
        _isHole = new bool[_values.Length];
        HasHistory = random.Next(4) > 0;
        var factors = Factors(random);
        var level = Math.Pow(10, 7.5 + (2.5 * random.NextDouble()));
        var (depth, peakHour) = (0.25 + (0.3 * random.NextDouble()), 19 + (4 * random.NextDouble()));
        var weekend = 0.7 + (0.7 * random.NextDouble());
        for (var i = 0; i < _values.Length; i++)
        {
            var wave = 1 - depth + (depth * Math.Cos((TimeAt(i).TimeOfDay.TotalHours - peakHour) / 24 * 2 * Math.PI));
            var day = TimeAt(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : 1;
            _values[i] = (long)(level * wave * day * factors[i] * (1 + (0.06 * Normal(random))));
        }

        Holes(random);
    }

    public BillingPeriod Period { get; }

    public bool HasHistory { get; }

    /// <summary>What nobody knows before the end.</summary>
    public UsageSeries Truth => Series(HistoryDays * PerDay, Period.Window.Count, Period.Window, withHoles: false);

    public UsageSeries? History => HasHistory
        ? Series(0, HistoryDays * PerDay, UsageWindow.Of(TimeAt(0), Period.Window.Start), withHoles: true)
        : null;

    public long Highest => _values.Max();

    /// <summary>What the gateway knows after so many intervals, over the whole month's window.</summary>
    public UsageSeries KnownAfter(int ended, bool withHoles = true) => Series(HistoryDays * PerDay, ended, Period.Window, withHoles);

    private DateTimeOffset TimeAt(int index) => Period.Window.Start + ((index - (HistoryDays * PerDay)) * UsageWindow.Interval);

    private UsageSeries Series(int from, int count, UsageWindow window, bool withHoles)
    {
        var series = new UsageSeries(window);
        for (var i = 0; i < count; i++)
        {
            if (!withHoles || !_isHole[from + i])
            {
                series.Set(i, Math.Max(0, _values[from + i]), 0);
            }
        }

        return series;
    }

    private double[] Factors(Random random)
    {
        var factors = new double[_values.Length];
        var (growth, drift) = (random.Next(3) == 0 ? 0 : 0.06 * Normal(random), 0.0);
        for (var i = 0; i < factors.Length; i++)
        {
            drift = i % PerDay == 0 ? (0.7 * drift) + (0.04 * Normal(random)) : drift;
            factors[i] = Math.Exp(drift + (growth * i / (7.0 * PerDay)));
        }

        Times(random, factors, random.Next(8), from: 12, to: 72, () => 1.4 + random.NextDouble()); // events of one to six hours
        Times(random, factors, random.Next(3), from: PerDay, to: 3 * PerDay, () => 1.2 + (0.3 * random.NextDouble())); // campaigns
        Times(random, factors, random.Next(3), from: 6, to: 72, () => 0.02); // outages
        return factors;
    }

    private static void Times(Random random, double[] factors, int count, int from, int to, Func<double> factor)
    {
        for (var one = 0; one < count; one++)
        {
            var (start, times) = (random.Next(factors.Length), factor());
            foreach (ref var value in factors.AsSpan(start, Math.Min(random.Next(from, to), factors.Length - start)))
            {
                value *= times;
            }
        }
    }

    private void Holes(Random random)
    {
        var share = random.Next(3) == 0 ? 0.01 * random.NextDouble() : 0;
        foreach (ref var hole in _isHole.AsSpan())
        {
            hole = share > 0 && random.NextDouble() < share;
        }

        if (random.Next(4) == 0)
        {
            _isHole.AsSpan(random.Next(_isHole.Length - PerDay), random.Next(6, PerDay)).Fill(true);
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
