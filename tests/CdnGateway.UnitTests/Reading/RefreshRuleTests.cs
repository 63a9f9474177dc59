using CdnGateway.Reading;

namespace CdnGateway.UnitTests.Reading;

public sealed class RefreshRuleTests
{
    private const uint End = 1_527_930_900; // a five-minute border
    private const int Day = 86_400;

    private static readonly RefreshRule Rule = new(Day);

    [Fact]
    public void Interval_that_was_never_asked_for_is_due_at_once() =>
        Rule.DueAt(End, askedAt: 0, isThere: false).ShouldBe(RefreshRule.AtOnce);

    [Theory]
    [InlineData(0, 300)] // asked at its end: again with the next interval
    [InlineData(7, 300)]
    [InlineData(299, 300)]
    [InlineData(300, 600)]
    [InlineData(607, 1200)]
    [InlineData(1203, 2400)]
    [InlineData(50_000, Day)] // twice 49,800 would be later than the settlement
    public void Point_that_is_there_is_due_when_its_age_has_doubled_on_a_border(uint age, int dueAtAge) =>
        Rule.DueAt(End, End + age, isThere: true).ShouldBe(End + dueAtAge);

    [Theory]
    [InlineData(0, 60)]
    [InlineData(3, 63)]
    [InlineData(63, 126)]
    [InlineData(126, 252)]
    [InlineData(50_000, Day)]
    public void Point_that_is_absent_is_due_when_its_age_has_doubled_after_a_minute_at_the_earliest(uint age, int dueAtAge) =>
        Rule.DueAt(End, End + age, isThere: false).ShouldBe(End + dueAtAge);

    [Theory]
    [InlineData(Day - 1, false)]
    [InlineData(Day, true)]
    [InlineData(Day + 1000, true)]
    public void Value_that_was_asked_for_after_its_settlement_is_never_due(uint age, bool settled)
    {
        Rule.IsSettled(End, End + age).ShouldBe(settled);
        Rule.DueAt(End, End + age, isThere: true).ShouldBe(settled ? RefreshRule.Never : End + Day);
        Rule.DueAt(End, End + age, isThere: false).ShouldBe(settled ? RefreshRule.Never : End + Day);
    }

    [Fact]
    public void Next_time_is_always_later_than_the_last()
    {
        Seeded.Runs(2000, random =>
        {
            var rule = new RefreshRule(random.Next(0, 3 * Day));
            var asked = End + (uint)random.Next(0, 4 * Day);

            rule.DueAt(End, asked, random.Next(2) == 0).ShouldBeGreaterThan(asked);
        });
    }

    [Fact]
    public void Interval_is_asked_for_a_dozen_times_at_the_most_before_it_is_settled()
    {
        foreach (var isThere in new[] { true, false })
        {
            uint asked = End + 3;
            var times = 1;
            for (long due; (due = Rule.DueAt(End, asked, isThere)) != RefreshRule.Never; times++)
            {
                asked = (uint)due + 3;
            }

            times.ShouldBeLessThanOrEqualTo(13);
        }
    }
}
