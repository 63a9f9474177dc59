using CdnGateway.Usage;

namespace CdnGateway.Billing;

/// <summary>What of a month's 5-minute values is billed.</summary>
internal enum Statistic
{
    /// <summary>The value below the highest 5 % of all.</summary>
    Percentile95,

    /// <summary>The mean of the highest value of each day.</summary>
    AverageOfDailyPeaks,

    /// <summary>The fourth highest of the days' highest values.</summary>
    FourthDailyPeak,

    /// <summary>The value below the highest 5 % of the days' highest values.</summary>
    Percentile95OfDailyPeaks,
}

/// <summary>What becomes of the fraction where 5 % is not whole.</summary>
internal enum Rounding
{
    /// <summary>It is not dropped: 446.4 are 446.</summary>
    Floor,

    /// <summary>It is dropped: 446.4 are 447.</summary>
    Ceiling,

    /// <summary>Halves and more are dropped.</summary>
    Nearest,
}

/// <summary>Which days take part.</summary>
internal enum DaysCounted
{
    /// <summary>Every day of the period.</summary>
    Calendar,

    /// <summary>Days on which there was traffic above a threshold.</summary>
    Valid,
}

/// <summary>How a month is billed: data, with a name and a version that every answer prints.</summary>
/// <param name="Name">As in <c>Contract:Rule</c>.</param>
/// <param name="Version">Grows when the same name would give another figure.</param>
/// <param name="Statistic">What is billed.</param>
/// <param name="Rounding">Of the 5 %.</param>
/// <param name="Days">Which days take part.</param>
/// <param name="Source">Which document says so.</param>
internal sealed record BillingRule(string Name, int Version, Statistic Statistic, Rounding Rounding, DaysCounted Days, string Source)
{
    private const int FourthHighest = 3;

    /// <summary>How much of the highest a percentile drops, in percent.</summary>
    /// <remarks>With another one, months of a few points drop some of them, and can be filled in every way there is to prove the bounds.</remarks>
    public int DroppedPercent { get; init; } = Percentile95.DroppedPercent;

    /// <summary>True when the figure is made of the days' highest values, not of all.</summary>
    public bool IsOfDailyPeaks => Statistic != Statistic.Percentile95;

    /// <summary>True when the figure is one of the values, not a mean.</summary>
    public bool IsRanked => Statistic != Statistic.AverageOfDailyPeaks;

    /// <summary>How many of the highest of so many values (or days) are dropped.</summary>
    /// <remarks>Whole numbers throughout: in binary fractions 5 % of 4032 is 201.60000000000002. Of what is there, one value always stays.</remarks>
    public int DroppedOf(int counted) => Statistic switch
    {
        Statistic.AverageOfDailyPeaks => 0,
        Statistic.FourthDailyPeak => Math.Min(FourthHighest, counted),
        _ => (int)Math.Min(Math.Max(0, counted - 1), ((long)counted * DroppedPercent + Remainder) / 100),
    };

    private int Remainder => Rounding switch
    {
        Rounding.Ceiling => 99,
        Rounding.Nearest => 50,
        _ => 0,
    };
}
