namespace CdnGateway.Billing.Reconciling;

/// <summary>
/// Holds the names that could be given to so few figures that an unrelated one hardly gets any: what is eligible is settled before the reported
/// figure is looked at.
/// </summary>
/// <remarks>
/// Alternatives are many, and with enough of them something fits everything. A deviation that nobody knows is taken to be as likely between 0.1 and 1 %
/// as between 1 and 10 %: the density at a distance d from the computed figure is 1/(2·d·ln 100), on either side. An alternative that takes a width w there is
/// met by chance with w times that; with a printed time, by as much less as there are times that would do, unless the contract's own time does.
/// The likelier ones are let in first, as long as all that have the same limit stay below it together.
/// </remarks>
internal static class ChanceBudget
{
    /// <summary>Of all usual single causes together.</summary>
    public const double OfSingles = 0.01;

    /// <summary>Of all others together, pairs and the single causes that hardly ever happen: they are many, and rare.</summary>
    public const double OfPairs = 0.0001;

    private static readonly double TwoLogarithms = 2 * Math.Log(100);

    /// <summary>How likely an unrelated figure lies in a width at a distance from the computed one, both in bit/s.</summary>
    public static double Of(double width, double distance) => Math.Min(1, width / (TwoLogarithms * Math.Max(distance, double.Epsilon)));

    /// <summary>The best of those that match and are worth it; the others that match as well follow it.</summary>
    public static IReadOnlyList<Candidate> Best(IEnumerable<Candidate> candidates)
    {
        var matching = candidates.GroupBy(candidate => candidate.Limit).SelectMany(LetIn).Where(candidate => candidate.Matches);
        return [.. matching.OrderByDescending(candidate => candidate.Time).ThenBy(candidate => candidate.Rank).ThenBy(candidate => candidate.Chance)];
    }

    private static IEnumerable<Candidate> LetIn(IEnumerable<Candidate> candidates)
    {
        var spent = 0.0;
        foreach (var candidate in candidates.OrderBy(candidate => candidate.Rank).ThenBy(candidate => candidate.Chance))
        {
            if (spent + candidate.Chance <= candidate.Limit)
            {
                spent += candidate.Chance;
                yield return candidate;
            }
        }
    }
}
