using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class UsageWindowTests
{
    [Theory]
    [InlineData("2018-06-02T17:15", "2018-06-02T17:30", "2018-06-02T17:15", 3)]
    [InlineData("2018-06-02T17:15:01", "2018-06-02T17:30", "2018-06-02T17:20", 2)]
    [InlineData("2018-06-02T17:15", "2018-06-02T17:30:01", "2018-06-02T17:15", 4)]
    [InlineData("2018-06-02T17:15", "2018-06-02T17:29:59", "2018-06-02T17:15", 3)]
    [InlineData("2018-06-02T17:16", "2018-06-02T17:20", "2018-06-02T17:20", 0)]
    [InlineData("2018-06-02T17:15", "2018-06-02T17:15", "2018-06-02T17:15", 0)]
    [InlineData("2018-06-02T17:30", "2018-06-02T17:15", "2018-06-02T17:30", 0)]
    [InlineData("2018-06-02T09:15:00Z", "2018-06-02T09:20:00Z", "2018-06-02T17:15", 1)]
    public void Window_holds_the_intervals_that_start_in_the_half_open_range(string start, string end, string first, int count)
    {
        var window = Curves.Window(start, end);

        window.Start.ShouldBe(Curves.At(first));
        window.Start.Offset.ShouldBe(BeijingTime.Offset);
        window.Count.ShouldBe(count);
        window.End.ShouldBe(window.Start + count * TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Window_of_any_range_holds_exactly_the_borders_in_it() => Seeded.Runs(500, random =>
    {
        var start = Curves.At("2018-06-02T17:00") + TimeSpan.FromSeconds(random.Next(3600));
        var end = start + TimeSpan.FromSeconds(random.Next(7200));

        var window = UsageWindow.Of(start, end);

        var borders = Enumerable.Range(0, 40).Select(i => Curves.At("2018-06-02T17:00") + i * UsageWindow.Interval).Where(t => t >= start && t < end);
        Enumerable.Range(0, window.Count).Select(window.TimeAt).ShouldBe(borders);
    });

    [Theory]
    [InlineData("2018-06-02T17:14:59", -1)]
    [InlineData("2018-06-02T17:10", -1)]
    [InlineData("2018-06-02T17:15", 0)]
    [InlineData("2018-06-02T09:25:00Z", 2)]
    [InlineData("2018-06-02T17:30", -1)]
    [InlineData("1990-01-01T00:00", -1)]
    public void Index_of_a_start_is_its_position_or_none(string start, int index) =>
        Curves.Window("2018-06-02T17:15", "2018-06-02T17:30").IndexOf(Curves.At(start)).ShouldBe(index);

    [Theory]
    [InlineData("2018-06-02T17:15", true)]
    [InlineData("2018-06-02T17:15:01", false)]
    [InlineData("2018-06-02T17:16", false)]
    public void Aligned_is_what_lies_on_a_border(string instant, bool aligned)
    {
        UsageWindow.IsAligned(Curves.At(instant)).ShouldBe(aligned);
        (UsageWindow.Floor(Curves.At(instant)) == Curves.At(instant)).ShouldBe(aligned);
    }

    [Fact]
    public void Floor_never_lies_after_the_instant() =>
        UsageWindow.Floor(Curves.At("2018-06-02T17:19:59.9999999")).ShouldBe(Curves.At("2018-06-02T17:15"));

    [Fact]
    public void Part_is_so_many_intervals_of_the_window_and_never_more()
    {
        var window = Curves.Window(10);

        window.Part(3, 4).ShouldBe(UsageWindow.Of(window.TimeAt(3), window.TimeAt(7)));
        window.Part(0, 10).ShouldBe(window);
        window.Part(10, 0).Count.ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => window.Part(7, 4));
        Should.Throw<ArgumentOutOfRangeException>(() => window.Part(-1, 2));
    }
}
