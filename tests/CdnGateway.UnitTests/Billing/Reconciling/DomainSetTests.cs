using System.Runtime.CompilerServices;
using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;

namespace CdnGateway.UnitTests.Billing.Reconciling;

public sealed class DomainSetTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Sum_without_one_of_the_domains_is_found(bool isJd) => EachAsync(4, async random =>
    {
        var truth = Month(random, isJd);
        string[] all = [.. truth.Domains.Keys.Take(5)];
        var left = all[random.Next(5)];

        var answer = await AnswerAsync(truth, all, new Practice().Bill(truth, [.. all.Where(domain => domain != left)]));

        Questions.Names(answer).ShouldBe("domain-set");
        answer.Causes[0].Detail.ShouldContain($"without {left}");
    });

    [Fact]
    public Task Sum_with_one_more_domain_is_found() => EachAsync(4, async random =>
    {
        var truth = Month(random, isJd: true);

        var answer = await AnswerAsync(truth, [.. truth.Domains.Keys.Take(5)], new Practice().Bill(truth, [.. truth.Domains.Keys]));

        Questions.Names(answer).ShouldBe("domain-set");
        answer.Causes[0].Detail.ShouldContain("with d5.example.com added");
    });

    [Fact]
    public Task Sum_of_the_configured_domains_alone_is_found() => EachAsync(4, async random =>
    {
        var truth = Month(random, isJd: false);
        string[] all = [.. truth.Domains.Keys];

        var answer = await AnswerAsync(truth, all, new Practice().Bill(truth, all[..3]), configured: all[..3]);

        Questions.Names(answer).ShouldBe("domain-set");
        answer.Causes[0].Detail.ShouldContain("configured domains alone");
    });

    [Theory]
    [InlineData("unit-base")]
    [InlineData("percentile-rounding")]
    [InlineData("month-zone")]
    public Task Domain_less_and_another_deviation_are_both_found(string name) => EachAsync(4, async random =>
    {
        var truth = Month(random, isJd: false);
        string[] all = [.. truth.Domains.Keys.Take(5)];
        var reported = DeviationWorlds.Of(name, random).Bill(truth, all[1..]);

        var answer = await AnswerAsync(truth, all, reported);

        Questions.Names(answer).ShouldBe(string.Join("+", new[] { name, "domain-set" }.Order(StringComparer.Ordinal)));
        answer.ShouldExplainEverything(1);
    });

    [Fact]
    public Task Sum_of_rounded_curves_is_equal_within_their_rounding() => EachAsync(4, async random =>
    {
        var truth = Month(random, isJd: true);
        string[] all = [.. truth.Domains.Keys];

        var answer = await AnswerAsync(truth, all, new Practice().Bill(truth, all));

        answer.Verdict.ShouldBe(Verdict.Equal);
        Math.Abs(answer.DifferenceBps()!.Value).ShouldBeLessThan(7 * 5243);
    });

    [Fact]
    public Task Unknown_deviation_of_a_sum_is_unexplained() => EachAsync(4, async random =>
    {
        var truth = Month(random, random.Next(2) == 0);
        string[] all = [.. truth.Domains.Keys];

        var answer = await AnswerAsync(truth, all, new Practice { Markup = 1.013m }.Bill(truth, all));

        answer.Verdict.ShouldBe(Verdict.Unexplained);
    });

    private static Truth Month(Random random, bool isJd) => Truths.Of(random, "2018-07-01", isJd ? Truth.JdStep : 1, domains: 6, length: 9);

    private static ValueTask<Reconciliation> AnswerAsync(Truth truth, string[] summed, ReportedFigure reported, string[]? configured = null) =>
        Reconciler.OfAsync(
            new ReconciliationCase(DeviationWorlds.Plain, truth.Period, reported, truth.Sum(summed))
            {
                ResolutionBps = truth.StepBps,
                Curves = summed.Length,
                Domains = cancellationToken => DomainsAsync(truth, summed, configured ?? summed, cancellationToken),
            },
            Cancellation);

    private static async IAsyncEnumerable<DomainCurve> DomainsAsync(
        Truth truth, string[] summed, string[] configured, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var domain in truth.Domains.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new DomainCurve(domain, truth.Points(domain), summed.Contains(domain, StringComparer.Ordinal), configured.Contains(domain, StringComparer.Ordinal));
        }
    }

    private static async Task EachAsync(int count, Func<Random, Task> body)
    {
        for (var seed = 1; seed <= count; seed++)
        {
            await body(new Random(seed));
        }
    }
}
