namespace CdnGateway.Billing.Reconciling;

/// <summary>One of the reasons of a candidate.</summary>
/// <param name="Kind">What was done differently.</param>
/// <param name="Rank">How likely it is beforehand: 0 for the likeliest.</param>
/// <param name="Alone">What the figure is with this reason alone; null for missing points.</param>
/// <param name="Detail">The sentence; made only for those that are named.</param>
internal sealed record Reason(CauseKind Kind, int Rank, MadeFigure? Alone, Func<string> Detail)
{
    /// <summary>True when the other one is made in the same way.</summary>
    public bool IsSameAs(Reason other) => Kind == other.Kind && Alone?.FigureBps == other.Alone?.FigureBps;
}

/// <summary>What could explain a figure, and how much it would mean if it did.</summary>
/// <param name="Reasons">One or two, the likelier first.</param>
/// <param name="Chance">How likely it is that a figure which has nothing to do with it would look like it.</param>
/// <param name="Time">What the printed time says.</param>
/// <param name="Matches">True when the reported figure is its own.</param>
/// <param name="FigureBps">Its figure; for missing points the reported one.</param>
internal sealed record Candidate(IReadOnlyList<Reason> Reasons, double Chance, TimeWitness Time, bool Matches, long FigureBps)
{
    /// <summary>Of all its reasons together.</summary>
    public int Rank { get; private init; } = Reasons.Sum(reason => reason.Rank);

    /// <summary>Up to which sum of chances it is let in, together with those that are as rare.</summary>
    public double Limit { get; private init; } = Reasons is [{ Rank: < Deviations.Unusual }] ? ChanceBudget.OfSingles : ChanceBudget.OfPairs;

    /// <summary>One that does not match counts, but nobody will ask for its reasons: they would keep a thousand domains' curves.</summary>
    public Candidate WithoutReasonsUnlessItMatches() => Matches ? this : this with { Reasons = [] };

    /// <summary>True when the other one has the same names, in any order.</summary>
    public bool HasKindsOf(Candidate other) => Reasons.Select(reason => reason.Kind).Order().SequenceEqual(other.Reasons.Select(reason => reason.Kind).Order());
}
