using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.UnitTests.Sandbox;

public sealed class MonthEdgesTests
{
    [Theory]
    [InlineData(MonthEdge.None, "", "", 0)]
    [InlineData(MonthEdge.LastIntervalBefore, "2018-04-30 23:55", "2018-04-30 23:55", 1)]
    [InlineData(MonthEdge.FirstInterval, "2018-05-01 00:00", "2018-05-01 00:00", 1)]
    [InlineData(MonthEdge.LastInterval, "2018-05-31 23:55", "2018-05-31 23:55", 1)]
    [InlineData(MonthEdge.FirstIntervalAfter, "2018-06-01 00:00", "2018-06-01 00:00", 1)]
    [InlineData(MonthEdge.FirstEightHours, "2018-05-01 00:00", "2018-05-01 07:55", 96)]
    [InlineData(MonthEdge.EightHoursAfter, "2018-06-01 00:00", "2018-06-01 07:55", 96)]
    [InlineData(MonthEdge.LastIntervalBefore | MonthEdge.FirstIntervalAfter, "2018-04-30 23:55", "2018-06-01 00:00", 2)]
    public void A_burst_lies_where_it_is_said_to(MonthEdge edges, string first, string last, int count)
    {
        var curve = MonthEdges.WithBursts((_, _) => 10, "2018-05", edges, 5);

        var bursts = Enumerable.Range(0, 35 * 288)
            .Select(index => new DateTime(2018, 4, 29).AddMinutes(5 * index))
            .Where(start => curve("any", start) == 15)
            .Select(start => $"{start:yyyy-MM-dd HH:mm}")
            .ToArray();

        bursts.Length.ShouldBe(count);
        bursts.FirstOrDefault("").ShouldBe(first);
        bursts.LastOrDefault("").ShouldBe(last);
    }
}
