using CdnGateway.Collecting;

namespace CdnGateway.UnitTests.Collecting;

public sealed class RoundTimesTests
{
    [Fact]
    public void Spread_is_always_the_same_for_a_name_and_short_and_differs_between_names()
    {
        var spreads = Enumerable.Range(0, 100).Select(i => RoundTimes.SpreadOf($"account{i}")).ToList();

        RoundTimes.SpreadOf("jd").ShouldBe(TimeSpan.FromSeconds(2));
        spreads.ShouldAllBe(spread => spread >= TimeSpan.FromSeconds(1) && spread <= TimeSpan.FromSeconds(30));
        spreads.Distinct().Count().ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("12:02:00", "12:05:07")]
    [InlineData("12:05:00", "12:05:07")]
    [InlineData("12:05:07", "12:10:07")]
    [InlineData("23:59:59", "1.00:00:07")]
    public void Next_round_is_a_moment_after_the_next_border(string now, string next)
    {
        var midnight = CollectedAccount.Beijing("2026-11-22");

        RoundTimes.NextAfter(midnight + TimeSpan.Parse(now), TimeSpan.FromSeconds(7)).ShouldBe(midnight + TimeSpan.Parse(next));
    }

    [Theory]
    [InlineData(24, 31, "2026-10-22 00:00")]
    [InlineData(24, 1, "2026-11-21 00:00")]
    [InlineData(48, 1, "2026-11-20 11:00")]
    [InlineData(24, 0, "2026-11-21 11:00")]
    [InlineData(0, 0, "2026-11-22 11:00")]
    public void Round_looks_at_what_is_unsettled_and_at_the_days_to_fill(int settleAfterHours, int backfillDays, string start)
    {
        var window = RoundTimes.Within(CollectedAccount.Beijing("2026-11-22 12:02"), TimeSpan.FromHours(settleAfterHours), backfillDays);

        window.Start.ShouldBe(CollectedAccount.Beijing(start));
        window.End.ShouldBe(CollectedAccount.Beijing("2026-11-22 12:00"));
    }

    [Theory]
    [InlineData("2026-11-22", 31, "2026-10")]
    [InlineData("2026-11-22", 21, "")]
    [InlineData("2026-11-22", 22, "2026-10")]
    [InlineData("2026-03-01", 31, "2026-02 2026-01")]
    [InlineData("2026-11-22", 0, "")]
    public void Months_are_those_that_are_over_and_reach_into_the_days_to_fill(string today, int backfillDays, string months) =>
        string.Join(' ', RoundTimes.MonthsWithin(CollectedAccount.Beijing(today), backfillDays).Select(month => $"{month.First:yyyy-MM}")).ShouldBe(months);
}
