using System.Runtime.CompilerServices;
using CdnGateway.Usage;

namespace CdnGateway.Billing.Reconciling;

/// <summary>A sum of other domains.</summary>
/// <param name="Figures">What methods make of it.</param>
/// <param name="Detail">Which sum that is.</param>
internal sealed record DomainChange(Figures Figures, Func<Sentences, string> Detail);

/// <summary>The sums that lack one of the domains or have one more, one after the other; no more than one domain's curve is needed at a time.</summary>
internal static class DomainChanges
{
    public static async IAsyncEnumerable<DomainChange> OfAsync(ReconciliationCase question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (question.Domains is not { } domains)
        {
            yield break;
        }

        var window = question.Period.Window;
        var (configured, left) = (question.Points, question.Curves);
        await foreach (var domain in domains(cancellationToken).WithCancellation(cancellationToken))
        {
            var sign = domain.IsSummed ? -1 : 1;
            if (domain is { IsSummed: true, IsConfigured: false })
            {
                configured = configured.With(domain.Points, left, -1);
                left--;
            }

            if (question.Curves + sign > 0)
            {
                var name = domain.Name;
                var changed = question.Points.With(domain.Points, question.Curves, sign);
                yield return new DomainChange(
                    new Figures(changed, question.Curves + sign, window),
                    sentences => sign < 0 ? sentences.Without(name) : sentences.With(name));
            }
        }

        if (left > 0 && left < question.Curves - 1)
        {
            yield return new DomainChange(new Figures(configured, left, window), sentences => sentences.OnlyConfigured());
        }
    }
}
