using CdnGateway.Billing;
using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Store;

public sealed class FiguresQuestionTests
{
    private static readonly BillingQuery Query = new(new(Curves.Day("2018-05-01"), Curves.Day("2018-05-31")), Region: null, ["b.com", "a.com"]);

    [Fact]
    public void Question_for_the_95_is_kept_under_the_domains_alone() => FiguresQuestion.Of(Query).Domains.ShouldBe("a.com,b.com");

    [Fact]
    public void What_was_reported_of_one_statistic_answers_no_question_for_another()
    {
        var questions = Enum.GetValues<Statistic>().Select(statistic => FiguresQuestion.Of(Query with { Statistic = statistic })).ToList();

        questions.Distinct().Count().ShouldBe(4);
        questions.Select(q => q.Hash).Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
    }
}
