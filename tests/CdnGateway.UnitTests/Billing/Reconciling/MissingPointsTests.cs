using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using static CdnGateway.UnitTests.Billing.Reconciling.Questions;

namespace CdnGateway.UnitTests.Billing.Reconciling;

public sealed class MissingPointsTests
{
    [Fact]
    public void Figure_that_the_missing_points_made_is_explained_by_them() => Seeded.Runs(20, random =>
    {
        var truth = DeviationWorlds.NineDays(random, 1);
        var points = truth.Points(Domain);
        var high = Enumerable.Range(0, truth.Count).OrderByDescending(i => points.BandwidthAt(i + 2)).Take(60).ToHashSet();

        var answer = Answer(Case(truth, new Practice().Bill(truth, Domain), DeviationWorlds.Plain, isHole: high.Contains));

        Names(answer).ShouldBe("missing-points");
        answer.Causes[0].ExplainedBps.ShouldBe(answer.DifferenceBps()!.Value);
        answer.Causes[0].Detail.ShouldContain("60 of");
        answer.Causes[0].Detail.ShouldEndWith("'s is.");
    });

    [Fact]
    public void Figure_without_a_time_that_missing_points_could_have_made_is_said_to_be_no_proof() => Seeded.Runs(5, random =>
    {
        var truth = DeviationWorlds.NineDays(random, 1);
        var marked = new Practice { Markup = 1.004m }.Bill(truth, Domain) with { Time = null };
        var holes = Enumerable.Range(0, truth.Count).Where(i => i % 25 == 0).ToHashSet();

        var answer = Answer(Case(truth, marked, DeviationWorlds.Plain, isHole: holes.Contains));

        Names(answer).ShouldBe("missing-points");
        answer.Causes[0].Detail.ShouldEndWith("That makes them a possibility and not a proof: it may also have another cause.");
    });

    [Theory]
    [InlineData("unit-base")]
    [InlineData("month-zone")]
    [InlineData("valid-days")]
    public void Deviation_beside_missing_points_is_named_with_them(string name)
    {
        var found = 0;
        Seeded.Runs(12, random =>
        {
            var truth = DeviationWorlds.Month(random, 1);
            var holes = Enumerable.Range(0, 12).Select(_ => random.Next(truth.Count)).ToHashSet();
            var reported = DeviationWorlds.Of(name, random).Bill(truth, Domain);

            var answer = Answer(Case(truth, reported, DeviationWorlds.Plain, isHole: holes.Contains));

            if (answer.Causes.Count == 2)
            {
                Names(answer).ShouldBe(string.Join("+", new[] { name, "missing-points" }.Order(StringComparer.Ordinal)));
                answer.Causes.Sum(cause => cause.ExplainedBps).ShouldBe(answer.DifferenceBps()!.Value);
                found++;
            }
            else
            {
                Names(answer).ShouldBeOneOf(name, "missing-points", "Unexplained"); // the holes did not matter, or hid all; or two figures a bit/s apart do
            }
        });
        found.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Figure_whose_time_is_a_point_that_is_there_with_another_value_is_not_explained_by_missing_ones()
    {
        var truth = DeviationWorlds.NineDays(new Random(1), 1);
        var reported = new Practice { Markup = 1.03m }.Bill(truth, Domain);
        var own = new Practice().Bill(truth, Domain).Time;

        // A tenth of the month is missing, so that the figure could be anything; but what stands at the printed time is known.
        var answer = Answer(Case(truth, reported, DeviationWorlds.Plain, isHole: i => i % 10 == 0 && truth.TimeAt(i) != own));

        answer.Verdict.ShouldBe(Verdict.Unexplained);
    }

    [Fact]
    public void Figure_of_no_point_is_not_comparable()
    {
        var truth = DeviationWorlds.NineDays(new Random(1), 1);

        var answer = Answer(Case(truth, new ReportedFigure(1, null), DeviationWorlds.Plain, isHole: _ => true));

        answer.Verdict.ShouldBe(Verdict.NotComparable);
        answer.Computed.ShouldBeNull();
    }
}
