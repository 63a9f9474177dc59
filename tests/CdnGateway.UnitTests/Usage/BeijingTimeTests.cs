using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class BeijingTimeTests
{
    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    [Theory]
    [InlineData("2018-06-02T15:59:59Z", "2018-06-02")]
    [InlineData("2018-06-02T16:00:00Z", "2018-06-03")]
    [InlineData("2018-12-31T16:00:00Z", "2019-01-01")]
    [InlineData("2020-02-28T20:00:00-03:00", "2020-02-29")]
    public void Day_of_an_instant_is_Beijings(string instant, string day) =>
        BeijingTime.DateOf(DateTimeOffset.Parse(instant, null)).ShouldBe(Curves.Day(day));

    [Fact]
    public void Start_of_a_day_is_Beijings_midnight()
    {
        var midnight = BeijingTime.StartOf(Curves.Day("2018-06-02"));

        midnight.ShouldBe(Curves.At("2018-06-01T16:00:00Z"));
        midnight.Offset.ShouldBe(TimeSpan.FromHours(8));
    }

    [Fact]
    public void Instant_of_any_offset_is_shown_on_Beijings_clock()
    {
        var shown = BeijingTime.Of(Curves.At("2018-06-02T10:15:30.5Z"));

        shown.DateTime.ShouldBe(new DateTime(2018, 6, 2, 18, 15, 30, 500, DateTimeKind.Unspecified));
        shown.Offset.ShouldBe(TimeSpan.FromHours(8));
    }

    [Fact]
    public void Whole_seconds_cut_the_fraction_off()
    {
        var whole = BeijingTime.WholeSeconds(Curves.At("2018-06-02T10:15:30.9999999Z"));

        whole.ShouldBe(Curves.At("2018-06-02T18:15:30"));
        whole.Offset.ShouldBe(TimeSpan.FromHours(8));
    }

    [Theory]
    [InlineData("2018-06-02 17:15", "2018-06-02T17:15:00+08:00")]
    [InlineData("2018-06-02", "2018-06-02T00:00:00+08:00")]
    public void Clock_time_without_a_zone_is_Beijings(string text, string expected)
    {
        BeijingTime.TryParseLocal(text, Formats, out var time).ShouldBeTrue();
        time.ShouldBe(Curves.At(expected));
        time.Offset.ShouldBe(BeijingTime.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2018-06-02 17:15:00")]
    [InlineData("2018-06-02 24:00")]
    [InlineData("2018-02-29")]
    [InlineData(" 2018-06-02")]
    [InlineData("2018-06-02T17:15")]
    [InlineData("0001-01-01 00:00")]
    [InlineData("0001-01-01")]
    public void Text_in_none_of_the_formats_is_refused(string text) =>
        BeijingTime.TryParseLocal(text, Formats, out _).ShouldBeFalse();
}
