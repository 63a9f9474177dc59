using CdnGateway.Billing.Reconciling;
using static CdnGateway.UnitTests.Billing.Reconciling.Questions;

namespace CdnGateway.UnitTests.Billing.Reconciling;

public sealed class KnownDeviationTests
{
    public static TheoryData<string, bool> Singles() => [.. from name in DeviationWorlds.Names from isJd in new[] { false, true } select (name, isJd)];

    public static TheoryData<string, string> Pairs() =>
        [.. from one in DeviationWorlds.Names from other in DeviationWorlds.Names where string.CompareOrdinal(one, other) < 0 select (one, other)];

    [Theory]
    [MemberData(nameof(Singles))]
    public void Deviation_alone_is_named_and_explains_everything(string name, bool isJd)
    {
        var found = 0;
        Seeded.Runs(8, random =>
        {
            var truth = DeviationWorlds.Month(random, isJd ? Truth.JdStep : 1);
            var reported = DeviationWorlds.Of(name, random).Bill(truth, Domain) with { IsDiscounted = false };
            if (reported.BandwidthBps == new Practice().Bill(truth, Domain).BandwidthBps)
            {
                return; // neighbours among the values can be one and the same
            }

            var answer = Answer(Case(truth, reported, DeviationWorlds.Plain));

            answer.ShouldExplainEverything(truth.StepBps);
            found += IsNamed(answer, name, truth) ? 1 : 0;
        });
        found.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(-3)]
    public void Kilo_and_giga_are_named_where_bits_are_printed(int power)
    {
        var truth = DeviationWorlds.NineDays(new Random(power + 5), 1);

        Names(Answer(Case(truth, new Practice { Unit = power }.Bill(truth, Domain), DeviationWorlds.Plain))).ShouldBe("unit-base");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_deviations_are_both_named_and_explain_everything(string one, string other)
    {
        var found = 0;
        Seeded.Runs(14, random =>
        {
            var truth = DeviationWorlds.NineDays(random, random.Next(2) == 0 ? 1 : Truth.JdStep);
            var both = DeviationWorlds.Of(other, random, DeviationWorlds.Of(one, random));
            var reported = both.Bill(truth, Domain) with { IsDiscounted = false };
            if (DeviationWorlds.FewerCauses().Any(fewer => Math.Abs(fewer.Bill(truth, Domain).BandwidthBps - reported.BandwidthBps) <= 2 * truth.StepBps))
            {
                return; // one undoes the other, or does nothing beside it, or a third one does alone what both do
            }

            var answer = Answer(Case(truth, reported, DeviationWorlds.Plain));

            answer.ShouldExplainEverything(truth.StepBps);
            found += IsNamed(answer, $"{one}+{other}", truth) ? 1 : 0;
        });
        found.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void No_deviation_is_equal() => Seeded.Runs(20, random =>
    {
        var truth = DeviationWorlds.Month(random, random.Next(2) == 0 ? 1 : Truth.JdStep);

        var answer = Answer(Case(truth, new Practice().Bill(truth, Domain), DeviationWorlds.Plain));

        answer.Verdict.ShouldBe(Verdict.Equal);
        answer.Causes.ShouldBeEmpty();
        answer.DifferenceBps().ShouldBe(0);
    });

    /// <summary>Another name is right only where it makes the very same figure; those are not counted.</summary>
    private static bool IsNamed(Reconciliation answer, string causes, Truth truth)
    {
        if (Names(answer) is var named && named != causes)
        {
            DeviationWorlds.BillsAsMuch(named, truth, answer.Reported.BandwidthBps).ShouldBeTrue($"{causes}, and not {named}");
        }

        return named == causes;
    }
}
