using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class SecretScrubberTests
{
    private const string Secret = "Gu5t9x/GARN+pq86=cd98";
    private const string Signature = "bWMMAR1eFGjZ5KW+fxTl/iLiNLc=";

    [Theory]
    [InlineData("no Gu5t9x/GARN+pq86=cd98 here", "no *** here")]
    [InlineData("no Gu5t9x%2FGARN%2Bpq86%3Dcd98 here", "no *** here")]
    [InlineData("no Gu5t9x%2fGARN%2bpq86%3dcd98 here", "no *** here")]
    [InlineData("no Gu5t9x%252FGARN%252Bpq86%253Dcd98 here", "no *** here")]
    [InlineData(@"no Gu5t9x\/GARN+pq86=cd98 here", "no *** here")]
    [InlineData("got bWMMAR1eFGjZ5KW+fxTl/iLiNLc= twice: bWMMAR1eFGjZ5KW%2BfxTl%2FiLiNLc%3D", "got *** twice: ***")]
    [InlineData("user pin_01 unknown", "user *** unknown")]
    public void Known_secret_goes_in_every_spelling(string message, string shown) => Scrub(message).ShouldBe(shown);

    [Theory]
    [InlineData("bWMMAR1eFGjZ5KW%2BfxTl/iLiNLc%3D")] // Python's quote keeps the slash
    [InlineData(@"bWMMAR1eFGjZ5KW\u002bfxTl\u002FiLiNLc\u003d")]
    [InlineData("bWMMAR1eFGjZ5KW&#x2B;fxTl&#47;iLiNLc&#x3D;")]
    [InlineData("bWMMAR1eFGjZ5KW-fxTl_iLiNLc")]
    [InlineData("bWMMAR1eFG\u200bjZ5KW+fx\r\nTl/iLiNLc=")]
    [InlineData("b W M M A R 1 e F G j Z 5 K W + f x T l / i L i N L c =")]
    [InlineData("ｂＷＭＭＡＲ１ｅＦＧｊＺ５ＫＷ＋ｆｘＴｌ／ｉＬｉＮＬｃ＝")]
    [InlineData("=cLNiLi/lTxf+WK5ZjGFe1RAMMWb")]
    [InlineData("AR1eFGjZ5KW")]
    [InlineData("R3U1dDl4L0dBUk4rcHE4Nj1jZDk4")] // base64 of the key
    [InlineData("47 75 35 74 39 78 2F 47 41 52 4E 2B 70 71 38 36")] // hex of it
    public void Words_that_a_secret_shimmers_through_go_altogether(string message) => Scrub($"refused: {message}, sorry").ShouldBe("***");

    [Theory]
    [InlineData("signature=zzz, try again", "signature=***, try again")]
    [InlineData("Signature: zzz&Nonce=5", "Signature: ***&Nonce=5")]
    [InlineData("{\"SecretId\":\"AKIDzzz\",\"n\":1}", "{\"SecretId\":\"***\",\"n\":1}")]
    [InlineData("secret_key = 'zzz'", "secret_key = '***'")]
    [InlineData("Token%3Dzzz", "Token%3D***")]
    [InlineData("username=zz;password=yy", "username=***;password=***")]
    public void Unknown_secret_goes_by_its_label(string message, string shown) => Scrub(message).ShouldBe(shown);

    [Theory]
    [InlineData("签名错误")]
    [InlineData("the signature is wrong")]
    [InlineData("no such host (9110)")]
    public void Harmless_words_stay(string message) => Scrub(message).ShouldBe(message);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n ")]
    public void No_words_are_none(string? message) => Scrub(message).ShouldBeNull();

    [Fact]
    public void Control_characters_cannot_forge_a_line() => Scrub("a\r\nb\tc\u001b[31md\u202ee").ShouldBe("a b c [31md e");

    [Fact]
    public void Long_message_is_cut_after_the_secret_is_gone()
    {
        var shown = Scrub(new string('x', 290) + Secret + new string('y', 100))!;

        shown.ShouldBe(new string('x', 290) + "***" + new string('y', 7) + "…");
    }

    [Fact]
    public void Short_secret_does_not_black_out_words() => new SecretScrubber("ab", null, "").Scrub("about ab", Signature).ShouldBe("about ab");

    [Fact]
    public void No_spelling_of_a_random_secret_survives() => Seeded.Runs(300, random =>
    {
        const string Alphabet = "abcXYZ019+/=-_.~%&中";
        var secret = new string([.. Enumerable.Range(0, random.Next(8, 40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
        var once = Uri.EscapeDataString(secret);
        var message = $"<{secret}> <{once}> <{Uri.EscapeDataString(once)}> <{once.ToLowerInvariant()}>";

        var shown = new SecretScrubber(secret).Scrub(message, Signature)!;

        shown.ShouldNotContain(secret, Case.Insensitive);
        shown.ShouldNotContain(once, Case.Insensitive);
        shown.ShouldNotContain(Uri.EscapeDataString(once), Case.Insensitive);
    });

    private static string? Scrub(string? message) => new SecretScrubber(Secret, "pin_01").Scrub(message, Signature);
}
