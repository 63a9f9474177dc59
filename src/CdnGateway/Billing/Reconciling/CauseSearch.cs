using System.Globalization;

namespace CdnGateway.Billing.Reconciling;

/// <summary>Looks for the fewest causes that make the reported figure.</summary>
internal sealed class CauseSearch(ReconciliationCase question, BillingMethod contract, Figures figures, MadeFigure computed, Weighing weighing)
{
    private readonly IReadOnlyList<Deviation> _deviations =
        [.. Deviations.From(contract, question.Terms).Where(deviation => !deviation.NeedsTime || question.Reported.Time is not null)];

    private readonly Sentences _sentences = new(question.Biller, computed);

    /// <summary>The one cause that is known for certain; null when nothing is missing, or the figure is out of its reach.</summary>
    public IReadOnlyList<Cause>? MissingPoints() => computed.Bounds is { } bounds && weighing.IsWithin(computed, bounds)
        ? [new Cause(CauseKind.MissingPoints, question.Reported.BandwidthBps - computed.FigureBps, _sentences.Missing(computed, bounds, weighing.IsConfirmedByTime(computed)))]
        : null;

    /// <summary>One deviation or two; empty when none of them fits.</summary>
    public async ValueTask<IReadOnlyList<Cause>> DeviationsAsync(CancellationToken cancellationToken)
    {
        var singles = Singles(cancellationToken).ToList();
        var withMissing = WithMissing(cancellationToken).ToList();
        await foreach (var change in DomainChanges.OfAsync(question, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(singles, Changed(change, other: null));
            Add(withMissing, WithMissing(change));
        }

        if (ChanceBudget.Best(singles) is [_, ..] single)
        {
            return Causes(single);
        }

        return ChanceBudget.Best(withMissing) is [_, ..] one
            ? Causes(one)
            : Causes(PreferMissing(ChanceBudget.Best(await PairsAsync(cancellationToken)), withMissing));
    }

    /// <remarks>That points are missing is known; where they can stand for one half of a pair, the other half's guess is not needed.</remarks>
    private static IReadOnlyList<Candidate> PreferMissing(IReadOnlyList<Candidate> pairs, IEnumerable<Candidate> withMissing) =>
        pairs is [var best, ..]
            && withMissing.Where(one => one.Matches && best.Reasons.Any(one.Reasons[0].IsSameAs)).MinBy(one => one.Rank) is { } certain
                ? [certain with { Chance = best.Chance }]
                : pairs;

    private async ValueTask<IReadOnlyList<Candidate>> PairsAsync(CancellationToken cancellationToken)
    {
        var pairs = Pairs(cancellationToken).ToList();
        await foreach (var change in DomainChanges.OfAsync(question, cancellationToken))
        {
            foreach (var deviation in _deviations)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(pairs, Changed(change, deviation));
            }
        }

        return pairs;
    }

    private IEnumerable<Candidate> Singles(CancellationToken cancellationToken)
    {
        foreach (var deviation in _deviations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (figures.Of(deviation.Of(contract)) is { } made
                && weighing.Of(made, figures.Curves, [ReasonOf(deviation, made)], deviation.NeedsTime) is { } candidate)
            {
                yield return candidate;
            }
        }
    }

    private IEnumerable<Candidate> WithMissing(CancellationToken cancellationToken)
    {
        foreach (var deviation in _deviations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (WithMissing(deviation) is { } candidate)
            {
                yield return candidate;
            }
        }
    }

    private IEnumerable<Candidate> Pairs(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _deviations.Count; i++)
        {
            for (var j = i + 1; j < _deviations.Count; j++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_deviations[i].Kind != _deviations[j].Kind && Pair(_deviations[i], _deviations[j]) is { } candidate)
                {
                    yield return candidate;
                }
            }
        }
    }

    private Candidate? Pair(Deviation one, Deviation other)
    {
        var made = figures.Of(other.Of(one.Of(contract)));
        return made is not null && Alone(one) is { } first && Alone(other) is { } second
            ? weighing.Of(made, figures.Curves, [first, second], one.NeedsTime || other.NeedsTime)
            : null;
    }

    /// <remarks>A night that is kept in Beijing means nothing without a discount: alone it is the month in UTC.</remarks>
    private Reason? Alone(Deviation deviation)
    {
        var method = deviation.Of(contract);
        method = method with { KeepsBeijingNight = method.KeepsBeijingNight && method.Terms.OffPeakDiscount is not null };
        return figures.Of(method) is { } alone ? ReasonOf(deviation, alone) : null;
    }

    private Candidate? Changed(DomainChange change, Deviation? other)
    {
        var method = other is null ? contract : other.Of(contract);
        if (change.Figures.Of(method) is not { } made || change.Figures.Of(contract) is not { } alone)
        {
            return null;
        }

        var reason = ReasonOf(change, alone);
        if (other is null)
        {
            return weighing.Of(made, change.Figures.Curves, [reason], needsTime: false);
        }

        return Alone(other) is { } second
            ? weighing.Of(made, change.Figures.Curves, [reason, second], other.NeedsTime)
            : null;
    }

    private Candidate? WithMissing(Deviation deviation) =>
        !deviation.NeedsTime && figures.Of(deviation.Of(contract)) is { } made ? WithMissing(ReasonOf(deviation, made)) : null;

    private Candidate? WithMissing(DomainChange change) =>
        change.Figures.Of(contract) is { } made ? WithMissing(ReasonOf(change, made)) : null;

    private Candidate? WithMissing(Reason reason)
    {
        var made = reason.Alone!;
        return weighing.OfMissing(
            made,
            [reason, new Reason(CauseKind.MissingPoints, 0, Alone: null, () => _sentences.Missing(made, made.Bounds!, weighing.IsConfirmedByTime(made)))]);
    }

    private Reason ReasonOf(Deviation deviation, MadeFigure alone) =>
        new(deviation.Kind, deviation.Rank, alone, () => _sentences.Of(deviation.Kind, alone) + Sentences.OtherDiscounts(OtherDiscounts(alone)));

    /// <summary>Where no discount is agreed: those that make the same figure. When the nights fall out of the top 5 %, it does not matter by how much.</summary>
    private IEnumerable<decimal> OtherDiscounts(MadeFigure made) =>
        made.Method.Terms.OffPeakDiscount is { } discount && question.Terms.OffPeakDiscount is null
            ? Deviations.Tenths().Where(other => other != discount
                && figures.Of(made.Method with { Terms = made.Method.Terms with { OffPeakDiscount = other } })?.Point == made.Point)
            : [];

    private Reason ReasonOf(DomainChange change, MadeFigure alone) =>
        new(CauseKind.DomainSet, Deviations.DomainSetRank, alone, () => change.Detail(_sentences));

    private IReadOnlyList<Cause> Causes(IReadOnlyList<Candidate> candidates)
    {
        if (candidates is not [var best, ..])
        {
            return [];
        }

        var causes = new List<Cause>();
        var before = computed.FigureBps;
        for (var i = 0; i < best.Reasons.Count; i++)
        {
            var isLast = i == best.Reasons.Count - 1;
            var after = isLast ? question.Reported.BandwidthBps : best.Reasons[i].Alone!.FigureBps; // the units' rounding goes with the last
            causes.Add(new Cause(best.Reasons[i].Kind, after - before, best.Reasons[i].Detail()));
            before = after;
        }

        causes[^1] = causes[^1] with { Detail = causes[^1].Detail + Doubts(candidates) };
        return causes;
    }

    /// <summary>What else would fit as well, and how much luck it would take to fit by chance.</summary>
    private static string Doubts(IReadOnlyList<Candidate> candidates)
    {
        var best = candidates[0];
        var others = candidates
            .Where(other => other.Time == best.Time && !other.HasKindsOf(best))
            .Select(other => string.Join(" with ", other.Reasons.Select(reason => Cause.NameOf(reason.Kind))))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var doubts = others is [] ? "" : $" The same figure comes from {string.Join(" or ", others)}, which cannot be excluded.";
        return best.Chance <= ChanceBudget.OfPairs
            ? doubts
            : doubts + string.Create(CultureInfo.InvariantCulture, $" An unrelated figure would fit as well once in {1 / best.Chance:N0} times.");
    }

    private static void Add(List<Candidate> candidates, Candidate? candidate)
    {
        if (candidate is not null)
        {
            candidates.Add(candidate);
        }
    }
}
