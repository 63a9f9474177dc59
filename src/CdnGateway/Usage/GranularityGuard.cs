namespace CdnGateway.Usage;

/// <summary>Notices points that were coarsened or interpolated: a month-95 of them is lower than the bill.</summary>
/// <remarks>
/// No provider says so when it thins its points out, hence patterns are looked for (docs/billing.md): a spacing of several intervals, a staircase,
/// straight lines. A finding needs a pattern that chance gives less than once in 10^9 and that no smooth or quantised curve has. Real
/// traffic breaks every pattern within its first points of a day, so the guard costs next to nothing.
/// </remarks>
internal static class GranularityGuard
{
    private const int FewestSparsePoints = 12;

    /// <summary>The tolerance of values in whole bit/s: each is at most half a bit/s off, a second difference of four of them at most 2.</summary>
    public const long ExactToleranceBps = 2;

    /// <summary>The tolerance of values that are printed in larger steps, such as JD Cloud's 0.01 Mbps.</summary>
    /// <param name="resolutionBps">What one step is worth, in bit/s.</param>
    public static long ToleranceOf(decimal resolutionBps) => 2 * (long)decimal.Ceiling(Math.Max(1, resolutionBps));

    /// <summary>What was done to the points; null when nothing is to be seen.</summary>
    /// <param name="series">The points of one curve.</param>
    /// <param name="toleranceBps">How far a second difference of a straight line may be from zero, given the rounding of the values.</param>
    public static GranularityFinding? Check(UsageSeries series, long toleranceBps = ExactToleranceBps) =>
        FindSparse(series) ?? FindPattern(series, toleranceBps);

    private static GranularityFinding? FindSparse(UsageSeries series)
    {
        var (first, last, spacing) = (-1, -1, 0);
        for (var i = 0; i < series.Window.Count && spacing != 1; i++)
        {
            if (series.Has(i))
            {
                spacing = last < 0 ? 0 : EvidenceOfStep.CommonDivisor(spacing, i - last);
                first = first < 0 ? i : first;
                last = i;
            }
        }

        return spacing > 1 && series.Received >= FewestSparsePoints && series.Received - 1 >= EvidenceOfStep.Needed(spacing)
            ? Finding(GranularityKind.Sparse, spacing, series.Window.TimeAt(first), series.Received)
            : null;
    }

    /// <summary>The Beijing days that show a pattern; the whole window when its points are too far apart.</summary>
    /// <param name="series">The points of one curve.</param>
    /// <param name="toleranceBps">As of <see cref="Check"/>.</param>
    public static IReadOnlyList<UsageWindow> PartsWithFinding(UsageSeries series, long toleranceBps) =>
        FindSparse(series) is not null ? [series.Window] : [.. Patterns(series, toleranceBps).Select(pattern => pattern.Day)];

    private static GranularityFinding? FindPattern(UsageSeries series, long toleranceBps)
    {
        foreach (var (day, finding) in Patterns(series, toleranceBps))
        {
            return finding;
        }

        return null;
    }

    private static IEnumerable<(UsageWindow Day, GranularityFinding Finding)> Patterns(UsageSeries series, long toleranceBps)
    {
        foreach (var day in BeijingDays.Of(series.Window))
        {
            var position = (int)(day.Start.TimeOfDay / UsageWindow.Interval);
            if (new DayPattern(series.Bandwidths.Slice(day.PositionIn(series.Window), day.Count), position, toleranceBps).Find() is { } found)
            {
                yield return (day, Finding(found.Kind, found.Step, day.Start, found.Evidence));
            }
        }
    }

    private static GranularityFinding Finding(GranularityKind kind, int step, DateTimeOffset time, int evidence)
    {
        var minutes = step * (int)UsageWindow.Interval.TotalMinutes;
        var day = BeijingTime.DateOf(time);
        var detail = kind switch
        {
            GranularityKind.Sparse => $"The {evidence} points from {day:yyyy-MM-dd} on are {minutes} minutes apart, or a multiple of it; 5-minute points are needed.",
            GranularityKind.Coarse => $"On {day:yyyy-MM-dd} the value changes every {minutes} minutes and never in between ({evidence} changes): these are not 5-minute values.",
            _ => $"On {day:yyyy-MM-dd} the values lie on straight lines between points {minutes} minutes apart ({evidence} bends, none in between): these are not 5-minute values.",
        };
        return new GranularityFinding(kind, minutes, day, detail);
    }
}
