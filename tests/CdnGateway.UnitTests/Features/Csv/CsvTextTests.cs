using CdnGateway.Features.Csv;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Features.Csv;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData(" a ", " a ")]
    [InlineData("中文", "中文")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-1", "-1")]
    [InlineData("-0.25", "-0.25")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("+1", "'+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("a=b", "a=b")]
    public void Cell_is_quoted_where_it_must_be_and_never_a_formula(string? value, string cell) => CsvText.Cell(value).ShouldBe(cell);

    [Fact]
    public void Plain_reader_gives_the_cells_back() => Seeded.Runs(5_000, random =>
    {
        const string Alphabet = "ab,\"\r\n '中;\t=";
        var cells = Enumerable.Range(0, random.Next(1, 6))
            .Select(_ => new string([.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]))
            .ToList();

        var read = Rfc4180.Read(CsvText.Row(cells));

        read.Count.ShouldBe(cells.Count);
        for (var i = 0; i < cells.Count; i++)
        {
            var guarded = cells[i].Length > 0 && "=+-@\t\r".Contains(cells[i][0]);
            read[i].ShouldBe(guarded ? "'" + cells[i] : cells[i]);
        }
    });

    [Fact]
    public void Times_and_numbers_are_whole_and_of_one_form()
    {
        CsvText.Time(Curves.At("2018-06-02T17:15")).ShouldBe("2018-06-02T17:15:00+08:00");
        CsvText.Time((DateTimeOffset?)null).ShouldBeNull();
        CsvText.Number(62615912670).ShouldBe("62615912670");
        CsvText.Number((long?)null).ShouldBeNull();
    }
}
