using CdnGateway.Billing;
using CdnGateway.Billing.Reconciling;
using CdnGateway.UnitTests.Usage;
using static CdnGateway.UnitTests.Billing.Reconciling.Questions;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>Months whose figure is made at night, on the days of the week when downloads are released.</summary>
public sealed class NightTrafficTests
{
    /// <remarks>A month in UTC takes the discount off the nights as well, so that it often bills the very same. Who agreed on a discount looks for it first.</remarks>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Agreed_discount_that_was_forgotten_is_named_before_a_month_in_UTC(bool isJd)
    {
        var alike = 0;
        Seeded.Runs(10, random =>
        {
            var truth = Month(random, isJd ? Truth.JdStep : 1, busyNights: 4);
            var reported = new Practice().Bill(truth, Domain) with { IsDiscounted = true };
            alike += (new Practice { IsUtc = true, Discount = 0.5m }).Bill(truth, Domain).BandwidthBps == reported.BandwidthBps ? 1 : 0;

            var answer = Answer(Case(truth, reported, DeviationWorlds.Discounted));

            Names(answer).ShouldBe("off-peak");
            answer.Causes[0].Detail.ShouldStartWith("JD Cloud counts traffic from 00:00 to 08:00 in full, where the contract has a discount of it.");
        });
        alike.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Month_in_UTC_that_moves_the_discount_says_so()
    {
        var random = new Random(3);
        var truth = DeviationWorlds.Month(random, 1);

        var answer = Answer(Case(truth, new Practice { IsUtc = true, Discount = 0.5m }.Bill(truth, Domain) with { IsDiscounted = true }, DeviationWorlds.Discounted));

        Names(answer).ShouldBe("month-zone");
        answer.Causes[0].Detail.ShouldEndWith(" in Beijing. The discount then is on 08:00 to 16:00 in Beijing.");
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Discount_that_cannot_be_told_from_others_says_so(double discount) => Seeded.Runs(10, random =>
    {
        var truth = Month(random, 1, busyNights: 2.4); // with any discount they fall out of the top 5 %
        var reported = new Practice { Discount = (decimal)discount }.Bill(truth, Domain) with { IsDiscounted = false };

        var answer = Answer(Case(truth, reported, DeviationWorlds.Plain));

        Names(answer).ShouldBe("off-peak");
        answer.Causes[0].Detail.ShouldStartWith("JD Cloud counts traffic from 00:00 to 08:00 at 0.5 of itself, where this figure is without a discount. Shares of 0.1, 0.2, 0.3");
    });

    [Fact]
    public void Two_causes_are_not_told_to_be_doubtful_because_of_themselves()
    {
        var doubts = 0;
        Seeded.Runs(30, random =>
        {
            var truth = Truths.Of(random, "2018-07-01", 1, quietDays: 2, length: 9);
            var answer = Answer(Case(truth, new Practice { Discount = 0.5m, Rounding = Rounding.Ceiling }.Bill(truth, Domain) with { IsDiscounted = false }, DeviationWorlds.Plain));
            if (answer.Causes.Count == 2)
            {
                var (one, other) = (answer.Causes[0].Name, answer.Causes[1].Name);
                answer.Causes[1].Detail.ShouldNotContain($"comes from {one} with {other}");
                answer.Causes[1].Detail.ShouldNotContain($"comes from {other} with {one}");
                doubts++;
            }
        });
        doubts.ShouldBeGreaterThan(0);
    }

    /// <summary>Days and nights, and so many times as much in the nights of Thursday and Friday.</summary>
    private static Truth Month(Random random, decimal step, double busyNights)
    {
        var first = Curves.Day("2018-07-01");
        var level = 5e8 * Math.Pow(10, random.NextDouble());
        var values = new decimal[(31 * 288) + (2 * Truth.Margin)];
        for (var i = 0; i < values.Length; i++)
        {
            var index = i - Truth.Margin;
            var (day, hour) = (first.AddDays((int)Math.Floor(index / 288.0)), ((index + 288) % 288) / 12.0);
            var night = day.DayOfWeek is DayOfWeek.Thursday or DayOfWeek.Friday && hour < 8 ? busyNights : 1;
            var wave = 0.6 - (0.4 * Math.Cos((hour - 5) / 24 * 2 * Math.PI));
            values[i] = Math.Round((decimal)(level * wave * night * (1 + ((random.NextDouble() - 0.5) * 0.1))), 3);
        }

        return new Truth(first, 31, step, new Dictionary<string, decimal[]>(StringComparer.Ordinal) { [Domain] = values });
    }
}
