using System.Buffers;
using System.Text;
using System.Text.Json;
using CdnGateway.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class TolerantJsonTests
{
    [Theory]
    [InlineData("5", "5")]
    [InlineData("-0.25", "-0.25")]
    [InlineData("1e3", "1000")]
    [InlineData("62615912670", "62615912670")]
    [InlineData("1.4548978805541992", "1.4548978805541992")]
    [InlineData("\"122.07\"", "122.07")]
    [InlineData("\" 122.07 \"", "122.07")]
    [InlineData("\"1\\u0032\"", "12")]
    [InlineData("\"+7\"", "7")]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"  \"", null)]
    public void Number_is_read_exactly_in_each_spelling(string json, string? number) =>
        ReadNumber(json).ShouldBe(number is null ? null : decimal.Parse(number, null));

    [Theory]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("1e999")]
    [InlineData("\"NaN\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"(5)\"")]
    [InlineData("\"$5\"")]
    [InlineData("\"0x1\"")]
    [InlineData("\"1 2\"")]
    [InlineData("\"∞\"")]
    [InlineData("\"1e999\"")]
    [InlineData("\"11111111111111111111111111111111111111111111111111111111111111111\"")]
    public void Anything_else_is_no_number(string json) => Should.Throw<JsonException>(() => ReadNumber(json));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1", "-1")]
    [InlineData("\" 7 \"", "7")]
    [InlineData("null", null)]
    public void Code_is_a_number_bare_or_in_a_text(string json, string? code)
    {
        var reader = Reader(json);
        TolerantJson.ReadCode(ref reader).ShouldBe(code);
    }

    [Fact]
    public void Words_are_no_code() => Should.Throw<JsonException>(() =>
    {
        var reader = Reader("\"AuthFailure\"");
        TolerantJson.ReadCode(ref reader);
    });

    [Theory]
    [InlineData("", "The provider's answer was cut off.", "Yes")]
    [InlineData("{\"a\":", "The provider's answer was cut off.", "Yes")]
    [InlineData("{\"a\":[1,{\"b\":\"c", "The provider's answer was cut off.", "Yes")]
    [InlineData("<html>", "The provider's answer is not JSON.", "Never")]
    [InlineData("{\"a\":1,}", "The provider's answer is not JSON.", "Never")]
    [InlineData("{} x", "The provider's answer is not JSON.", "Never")]
    [InlineData("{\"a\":1}", "The provider's answer does not have the documented shape: odd.", "Never")]
    public void Answer_that_cannot_be_used_says_why(string body, string detail, string retry)
    {
        var result = TolerantJson.Parse<Answer>(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), _ => throw new JsonException("odd"));

        result.Failure.ShouldBe(new ProviderFailure(FailureKind.InvalidResponse, detail) { Retry = Enum.Parse<Retry>(retry) });
    }

    [Theory]
    [InlineData("\uFEFF{}", 2)]
    [InlineData("{}", 2)]
    [InlineData("\uFEFF", 0)]
    public void Byte_order_mark_in_front_is_passed_over(string body, long length)
    {
        var read = -1L;
        TolerantJson.Parse<Answer>(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), bytes =>
        {
            read = bytes.Length;
            return new Answer("read");
        });

        read.ShouldBe(length);
    }

    [Fact]
    public void Answer_nested_without_end_is_refused()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 5000));

        var result = TolerantJson.Parse<Answer>(new ReadOnlySequence<byte>(deep), bytes =>
        {
            using var document = JsonDocument.Parse(bytes);
            return new Answer("read");
        });

        result.Failure!.Kind.ShouldBe(FailureKind.InvalidResponse);
    }

    private static decimal? ReadNumber(string json)
    {
        var reader = Reader(json);
        return TolerantJson.ReadNumber(ref reader);
    }

    private static Utf8JsonReader Reader(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read().ShouldBeTrue();
        return reader;
    }
}
