using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class DayNightCurveTests
{
    private static readonly DateTime[] Month =
        [.. Enumerable.Range(0, 30 * 288).Select(index => new DateTime(2017, 11, 1).AddMinutes(5 * index))];

    [Theory]
    [InlineData("play.live.com")]
    [InlineData("vod.live.com")]
    [InlineData("www.test.com")]
    [InlineData("a")]
    public void A_month_stays_within_the_plausible(string domain)
    {
        var points = Month.Select(start => DayNightCurve.BitsPerSecond(domain, start)).ToArray();

        points.Min().ShouldBeGreaterThan(200_000_000);
        points.Max().ShouldBeLessThan(3_100_000_000);
        points.Distinct().Count().ShouldBeGreaterThan(8_000);
    }

    [Fact]
    public void Evenings_are_busier_than_nights_and_weekends_than_weekdays()
    {
        Average(start => start.Hour is 20 or 21).ShouldBeGreaterThan(2.5 * Average(start => start.Hour is 3 or 4));
        Average(start => start.DayOfWeek is DayOfWeek.Saturday)
            .ShouldBeGreaterThan(Average(start => start.DayOfWeek is DayOfWeek.Wednesday));

        static double Average(Func<DateTime, bool> when) =>
            Month.Where(when).Average(start => DayNightCurve.BitsPerSecond("www.test.com", start));
    }

    [Fact]
    public void The_figures_never_change()
    {
        DayNightCurve.BitsPerSecond("play.live.com", new DateTime(2018, 6, 2, 17, 10, 0)).ShouldBe(1_710_730_247);
        DayNightCurve.BitsPerSecond("www.test.com", new DateTime(2017, 11, 25, 9, 55, 0)).ShouldBe(743_035_196);
    }
}
