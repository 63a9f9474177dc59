using System.Text;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class BeijingLabelTests
{
    [Theory]
    [InlineData("2018-06-02 17:15", "2018-06-02T17:15:00")]
    [InlineData("2018-06-02 17:15:00", "2018-06-02T17:15:00")]
    [InlineData("2020-02-29 23:59:59", "2020-02-29T23:59:59")]
    [InlineData("2018-01-01 00:00:00", "2018-01-01T00:00:00")]
    public void Label_as_documented_is_a_time_of_Beijing(string text, string time)
    {
        BeijingLabel.TryRead(Encoding.UTF8.GetBytes(text), out var ticks).ShouldBeTrue();
        ticks.ShouldBe(Curves.At(time).UtcTicks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2018-06-02")]
    [InlineData("2018-06-02T17:15:00")]
    [InlineData("2018-06-02 17:15 00")]
    [InlineData("2018-06-02 17:15:60")]
    [InlineData("2018-06-02 17:15:0x")]
    [InlineData("2018-06-02 17:60:00")]
    [InlineData("2018-06-02 24:00:00")]
    [InlineData("2019-02-29 00:00:00")]
    [InlineData("2018-13-01 00:00:00")]
    [InlineData("2018-00-01 00:00:00")]
    [InlineData("2018-01-00 00:00:00")]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("9999-12-31 23:55:00")]
    [InlineData("2018-06-02 1:15:00 ")]
    [InlineData("２018-06-02 17:15")]
    public void Anything_else_is_left_to_whoever_reads_more(string text) =>
        BeijingLabel.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
}
