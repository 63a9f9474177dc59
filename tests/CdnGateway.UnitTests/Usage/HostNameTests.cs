using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class HostNameTests
{
    private static readonly string Label63 = new('a', 63);

    public static TheoryData<string> Good =>
    [
        "play.live.com", "a.b", "1.example.com", "a-b.example.com", "xn--fiqs8s.xn--fiqz9s", "3com.com", "a--b.c0",
        $"{Label63}.com", $"{Label63}.{Label63}.{Label63}.{new string('a', 61)}",
    ];

    public static TheoryData<string> Bad =>
    [
        "", " ", ".", "all", "localhost", "a..b", ".a.b", "a.b.", "-a.com", "a-.com", "a.com-", "a_b.com", "*.example.com",
        "a.com&Action=X", "a.com=1", "a.com\n", " a.com", "a.com ", "a b.com", "http://a.com", "a.com/", "a.com:80", "a.com?x", "a.com#x",
        "a.com%00", "1.2.3.4", "a.123", "::1", "[::1]", "中国.com", "ａ.com", "a.c\u0000m", "á.com", "\u212Aelvin.com",
        $"{Label63}a.com", $"{Label63}.{Label63}.{Label63}.{new string('a', 62)}",
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public void Host_name_is_read(string text)
    {
        HostName.TryParse(text, out var name).ShouldBeTrue();
        name.ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Anything_else_is_refused(string text)
    {
        HostName.TryParse(text, out var name).ShouldBeFalse();
        name.ShouldBe("");
    }

    [Fact]
    public void Host_name_is_given_in_lower_case()
    {
        HostName.TryParse("Play.LIVE.com", out var name).ShouldBeTrue();
        name.ShouldBe("play.live.com");
    }

    [Fact]
    public void No_name_can_carry_a_second_parameter() => Seeded.Runs(5_000, random =>
    {
        const string Alphabet = "aZ9-._&=%+?/# \r\n\0中";
        var text = new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

        if (HostName.TryParse(text, out var name))
        {
            name.ShouldMatch("^[a-z0-9-]+([.][a-z0-9-]+)+$");
        }
    });
}
