using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class BillingPeriodTests
{
    [Theory]
    [InlineData("2018-02-14", "2018-02-01", "2018-02-28")]
    [InlineData("2020-02-29", "2020-02-01", "2020-02-29")]
    [InlineData("2018-12-31", "2018-12-01", "2018-12-31")]
    [InlineData("2017-11-01", "2017-11-01", "2017-11-30")]
    public void Month_of_a_day_is_the_calendars(string day, string first, string last)
    {
        var month = BillingPeriod.MonthOf(Curves.Day(day));

        month.ShouldBe(Period(first, last));
        month.IsMonth.ShouldBeTrue();
    }

    [Theory]
    [InlineData("2018-02-01", "2018-02-27")]
    [InlineData("2018-02-02", "2018-02-28")]
    [InlineData("2018-01-01", "2018-02-28")]
    [InlineData("2018-02-01", "2018-02-01")]
    public void Days_that_are_not_one_whole_month_are_none(string first, string last) => Period(first, last).IsMonth.ShouldBeFalse();

    [Theory]
    [InlineData("2017-11-01", "2017-11-30", "2017-11-30", false)]
    [InlineData("2017-11-01", "2017-11-30", "2017-12-01", true)]
    [InlineData("2017-11-01", "2017-11-10", "2017-11-30", false)]
    [InlineData("2017-11-01", "2017-11-10", "2017-12-01", true)]
    [InlineData("2017-10-01", "2017-11-01", "2017-11-30", false)]
    [InlineData("2017-12-01", "2017-12-31", "2018-01-01", true)]
    public void Period_is_settled_once_the_month_after_it_has_begun(string first, string last, string today, bool settled) =>
        Period(first, last).IsSettledOn(Curves.Day(today)).ShouldBe(settled);

    [Theory]
    [InlineData("2017-11-30T15:59:59Z", 8639)]
    [InlineData("2017-11-30T16:00:00Z", 8640)]
    [InlineData("2018-03-01T00:00:00Z", 8640)]
    [InlineData("2017-10-31T16:04:59Z", 0)]
    [InlineData("2017-10-31T16:05:00Z", 1)]
    [InlineData("2017-10-15T00:00:00Z", 0)]
    public void Ended_intervals_are_those_before_now(string now, int count)
    {
        var window = Period("2017-11-01", "2017-11-30").EndedBy(Curves.At(now));

        window.Start.ShouldBe(Curves.At("2017-11-01T00:00"));
        window.Count.ShouldBe(count);
    }

    private static BillingPeriod Period(string first, string last) => new(Curves.Day(first), Curves.Day(last));
}
