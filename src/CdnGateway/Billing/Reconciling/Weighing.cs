using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>Makes candidates: an alternative's figure, whether it is the reported one, and how much that would mean.</summary>
/// <param name="question">What is to be explained.</param>
/// <param name="computed">The contract's own figure.</param>
internal sealed class Weighing(ReconciliationCase question, MadeFigure computed)
{
    private readonly Tolerance _tolerance = new(question.ResolutionBps);
    private readonly ReportedFigure _reported = question.Reported;
    private readonly bool _hasTime = question.Reported.Time is not null;

    /// <summary>Up to this the two figures are one, in bit/s.</summary>
    public long EqualWithin => _tolerance.Equal(question.Curves, computed.IsCalculated);

    /// <summary>The candidate of an alternative; null when it makes no difference.</summary>
    /// <param name="made">Its figure.</param>
    /// <param name="curves">How many curves that is made of.</param>
    /// <param name="reasons">What was changed.</param>
    /// <param name="needsTime">It is believed only with its own time.</param>
    public Candidate? Of(MadeFigure made, int curves, IReadOnlyList<Reason> reasons, bool needsTime)
    {
        var tolerance = _tolerance.Of(made, curves);
        var distance = Distance(made.FigureBps, computed.FigureBps);
        if (distance <= EqualWithin)
        {
            return null;
        }

        var evidence = new TimeEvidence(_tolerance.OfTime(made, curves));
        var idle = reasons.Count > 1 ? reasons.Where(reason => Distance(reason.Alone!.FigureBps, made.FigureBps) <= tolerance).ToArray() : [];
        var time = evidence.Of(made, _reported.Time);
        var matches = Distance(made.FigureBps, _reported.BandwidthBps) <= tolerance
            && time != TimeWitness.Contradicts
            && (!needsTime || time != TimeWitness.Silent)
            && (idle.Length == 0 || time == TimeWitness.Agrees)
            && idle.All(reason => evidence.Of(reason.Alone!, _reported.Time) == TimeWitness.Contradicts);
        var width = Math.Max((double)question.ResolutionBps, (2.0 * tolerance) + 1);
        var chance = ChanceBudget.Of(width, distance) * TimeChance(evidence, made, idle.Length > 0);
        return new Candidate(Ordered(reasons), chance, time, matches, made.FigureBps).WithoutReasonsUnlessItMatches();
    }

    /// <summary>True when the reported figure is one that the missing points could have made.</summary>
    public bool IsWithin(MadeFigure made, FigureBounds bounds)
    {
        var high = bounds.HighestBps is { } highest ? made.Scaled(highest) + EqualWithin : long.MaxValue;
        return _reported.BandwidthBps >= made.Scaled(bounds.LowestBps) - EqualWithin && _reported.BandwidthBps <= high && CouldHaveStood(made);
    }

    /// <summary>The candidate of an alternative together with missing points; null when nothing is missing or anything could be.</summary>
    public Candidate? OfMissing(MadeFigure made, IReadOnlyList<Reason> reasons)
    {
        if (made.Bounds is not { HighestBps: { } highest } bounds)
        {
            return null;
        }

        double low = made.Scaled(bounds.LowestBps) - EqualWithin, high = made.Scaled(highest) + EqualWithin;
        var distance = Math.Max(low - computed.FigureBps, computed.FigureBps - high);
        var chance = distance <= 0 ? 1 : ChanceBudget.Of(high - low, distance);
        var time = !_hasTime ? 1 : (made.Unknown + 1.0) * TimeEvidence.OffsetsOf(made.Method).Length / made.Window.Count;
        return new Candidate(reasons, Math.Min(1, chance * time), TimeWitness.Silent, IsWithin(made, bounds), _reported.BandwidthBps)
            .WithoutReasonsUnlessItMatches();
    }

    /// <summary>True when the printed time is that of a point which is missing, or has the reported value.</summary>
    public bool IsConfirmedByTime(MadeFigure made) => _hasTime && made.Point.Time is not null && CouldHaveStood(made);

    private double TimeChance(TimeEvidence evidence, MadeFigure made, bool isIdle)
    {
        if (!_hasTime || made.Point.Time is null)
        {
            return 1;
        }

        if (!isIdle && evidence.Of(made, computed.Point.Time) != TimeWitness.Contradicts)
        {
            return 1;
        }

        var times = isIdle ? TimeEvidence.OffsetsOf(made.Method).Length : evidence.TimesOf(made);
        return Math.Min(1, (double)times / made.Window.Count);
    }

    /// <remarks>What stands at the printed time has to be unknown or the reported figure; else no missing point put it there.</remarks>
    private bool CouldHaveStood(MadeFigure made)
    {
        if (_reported.Time is not { } printed || made.Point.Time is null)
        {
            return true;
        }

        var curve = made.Values.Ranked.Curve;
        foreach (var offset in TimeEvidence.OffsetsOf(made.Method))
        {
            var index = curve.Points.Window.IndexOf(printed - (offset * UsageWindow.Interval));
            if (index >= 0 && (!curve.Points.Has(index) || curve.IsPartial(index)
                || Distance(made.Scaled(curve.Points.BandwidthAt(index)), _reported.BandwidthBps) <= EqualWithin))
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<Reason> Ordered(IReadOnlyList<Reason> reasons) =>
        reasons is [var first, var second] && second.Rank < first.Rank ? [second, first] : reasons;

    private static double Distance(long one, long other) => Math.Abs((double)one - other);
}
