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
internal sealed record BillingRule(string Name, int Version, Statistic Statistic, Rounding Rounding, DaysCounted Days, string Source);
