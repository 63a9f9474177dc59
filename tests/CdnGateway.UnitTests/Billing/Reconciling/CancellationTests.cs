using System.Runtime.CompilerServices;
using CdnGateway.Billing.Reconciling;
using static CdnGateway.UnitTests.Billing.Reconciling.Questions;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>A caller who has gone costs no more alternatives.</summary>
public sealed class CancellationTests
{
    private static readonly Truth Truth = Truths.Of(new Random(1), "2018-07-01", 1, domains: 3, length: 9);
    private static readonly ReportedFigure Unknown = new Practice { Markup = 1.03m }.Bill(Truth, Domain);

    [Fact]
    public async Task Caller_who_has_gone_before_the_search_ends_it()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await Reconciler.OfAsync(Case(Truth, Unknown, DeviationWorlds.Plain), caller.Token));
    }

    /// <remarks>Pairs are the longer part: they begin once the domains were read for the single causes.</remarks>
    [Fact]
    public async Task Caller_who_goes_while_domains_are_read_ends_the_search_before_the_next_alternative()
    {
        using var caller = new CancellationTokenSource();
        var read = 0;
        var question = new ReconciliationCase(DeviationWorlds.Plain, Truth.Period, Unknown, Truth.Sum(Truth.Domains.Keys))
        {
            Curves = Truth.Domains.Count,
            Domains = _ => DomainsAsync(),
        };

        await Should.ThrowAsync<OperationCanceledException>(async () => await Reconciler.OfAsync(question, caller.Token));

        read.ShouldBe(2);

        async IAsyncEnumerable<DomainCurve> DomainsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var domain in Truth.Domains.Keys)
            {
                if (++read == 2)
                {
                    await caller.CancelAsync();
                }

                yield return new DomainCurve(domain, Truth.Points(domain));
            }
        }
    }
}
