using System.Globalization;
using CdnGateway.Features.Query;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Features.Query;

public sealed class TimeTextTests
{
    public static TheoryData<string, string> Accepted => new()
    {
        { "2018-06-02T17:15:00+08:00", "2018-06-02T17:15:00" },
        { "2018-06-02T17:15:00 08:00", "2018-06-02T17:15:00" },
        { "2018-06-02T17:15+08:00", "2018-06-02T17:15:00" },
        { "2018-06-02T17:15+0800", "2018-06-02T17:15:00" },
        { "2018-06-02T17:15+08", "2018-06-02T17:15:00" },
        { "2018-06-02 17:15 08:00", "2018-06-02T17:15:00" },
        { "2018-06-02T09:15:00Z", "2018-06-02T17:15:00" },
        { "2018-06-02t09:15:00z", "2018-06-02T17:15:00" },
        { "2018-06-02T09:15:00-00:00", "2018-06-02T17:15:00" },
        { "2018-06-02T04:15:00-05:00", "2018-06-02T17:15:00" },
        { "2018-06-02T14:45:00+05:30", "2018-06-02T17:15:00" },
        { "2018-06-02T23:15:00+14:00", "2018-06-02T17:15:00" },
        { "2018-06-02T09:15:00.25Z", "2018-06-02T17:15:00.25" },
        { "2018-06-02T09:15:00.1234567Z", "2018-06-02T17:15:00.1234567" },
        { "2018-06-02 17:15", "2018-06-02T17:15:00" },
        { "2018-06-02T17:15:30", "2018-06-02T17:15:30" },
        { "2018-06-02", "2018-06-02T00:00:00" },
        { "2020-02-29", "2020-02-29T00:00:00" },
        { "1527930900", "2018-06-02T17:15:00" },
        { "1527930900000", "2018-06-02T17:15:00" },
        { "1527930900123", "2018-06-02T17:15:00.123" },
        { "946684800", "2000-01-01T08:00:00" },
    };

    public static TheoryData<string> Refused =>
    [
        "", " ", "now", "2018", "2018-06", "20180602", "15279309000", "-1527930900", "1527930900.5", "152793090000000", "1e9",
        "99999999999999999999", "2018-6-2", "2018/06/02", "02-06-2018", "2018-13-01", "2018-02-29", "2018-06-31", "2018-06-02T24:00",
        "2018-06-02T17:60", "2018-06-02T17:15:60", "2018-06-02T17", "2018-06-02T17:15:00.", "2018-06-02T17:15:00.12345678", "2018-06-02Z",
        "2018-06-02+08:00", "2018-06-02T17:15+8", "2018-06-02T17:15+15:00", "2018-06-02T17:15+14:01", "2018-06-02T17:15+08:60",
        "2018-06-02T17:15+99:59", "2018-06-02T17:15:00+08:00 ", " 2018-06-02", "2018-06-02\n", "2018-06-02  17:15", "2018-06-02T17:15 ",
        "0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "0000-00-00",
        "２018-06-02", "2018-06-02T17:15:00Z; DROP", "٢٠١٨-٠٦-٠٢",
    ];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepted_text_is_this_instant(string text, string beijing)
    {
        TimeText.TryParse(text, out var time).ShouldBeTrue();

        time.ShouldBe(Curves.At(beijing));
        time.Offset.ShouldBe(TimeSpan.FromHours(8));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Other_text_is_refused(string text) => TimeText.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Any_instant_in_any_accepted_form_is_read_back() => Seeded.Runs(2_000, random =>
    {
        var instant = DateTimeOffset.FromUnixTimeSeconds(random.NextInt64(946_684_800, 4_102_444_800 - 1)).AddMilliseconds(random.Next(1000));
        var offset = TimeSpan.FromMinutes(15 * random.Next(-14 * 4, 14 * 4 + 1));
        var seconds = DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
        var minutes = seconds.AddSeconds(-seconds.Second);

        Read(Print(instant.ToOffset(offset), "yyyy-MM-dd'T'HH:mm:ss.fffzzz")).ShouldBe(instant);
        Read(Print(seconds.ToOffset(offset), "yyyy-MM-dd'T'HH:mm:sszzz")).ShouldBe(seconds);
        Read(Print(seconds.ToOffset(offset), "yyyy-MM-dd'T'HH:mm:sszzz").Replace('+', ' ')).ShouldBe(seconds);
        Read(Print(seconds.ToOffset(offset), "yyyy-MM-dd HH:mm:sszzz").Replace(":", "", StringComparison.Ordinal).Insert(13, ":").Insert(16, ":")).ShouldBe(seconds);
        Read(Print(minutes.ToOffset(offset), "yyyy-MM-dd HH:mmzzz")).ShouldBe(minutes);
        Read(Print(seconds, "yyyy-MM-dd'T'HH:mm:ss'Z'")).ShouldBe(seconds);
        Read(Print(seconds.ToOffset(TimeSpan.FromHours(8)), "yyyy-MM-dd HH:mm:ss")).ShouldBe(seconds);
        Read(Print(minutes.ToOffset(TimeSpan.FromHours(8)), "yyyy-MM-dd'T'HH:mm")).ShouldBe(minutes);
        Read(seconds.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)).ShouldBe(seconds);
        Read(instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)).ShouldBe(instant);
    });

    [Fact]
    public void No_text_makes_it_throw() => Seeded.Runs(20_000, random =>
    {
        const string Alphabet = "0123456789-:T Z+.9";
        var text = random.Next(2) == 0
            ? new string([.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])])
            : $"{random.Next(10_000):0000}-{random.Next(13):00}-{random.Next(32):00}T{random.Next(25):00}:{random.Next(61):00}{(random.Next(2) == 0 ? "+" : "-")}{random.Next(100):00}:{random.Next(60):00}";

        Should.NotThrow(() => TimeText.TryParse(text, out _));
    });

    [Theory]
    [InlineData("2017-11", "2017-11-01")]
    [InlineData("2020-02", "2020-02-01")]
    public void Month_is_read_as_its_first_day(string text, string first)
    {
        TimeText.TryParseMonth(text, out var day).ShouldBeTrue();
        day.ShouldBe(Curves.Day(first));
    }

    [Theory]
    [InlineData("2017-13")]
    [InlineData("2017-00")]
    [InlineData("2017")]
    [InlineData("2017-1")]
    [InlineData("201711")]
    [InlineData("2017-11-01")]
    [InlineData("1999-12")]
    [InlineData("2100-01")]
    [InlineData(" 2017-11")]
    [InlineData("")]
    public void Month_of_another_form_is_refused(string text) => TimeText.TryParseMonth(text, out _).ShouldBeFalse();

    private static string Print(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static DateTimeOffset Read(string text)
    {
        TimeText.TryParse(text, out var time).ShouldBeTrue(text);
        return time;
    }
}
