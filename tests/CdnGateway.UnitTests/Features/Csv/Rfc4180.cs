using System.Text;

namespace CdnGateway.UnitTests.Features.Csv;

/// <summary>A reader of one CSV record by the grammar of RFC 4180, and nothing more lenient.</summary>
internal static class Rfc4180
{
    public static List<string> Read(string record)
    {
        var cells = new List<string>();
        var at = 0;
        while (true)
        {
            cells.Add(at < record.Length && record[at] == '"' ? Quoted(record, ref at) : Plain(record, ref at));
            if (at == record.Length)
            {
                return cells;
            }

            record[at++].ShouldBe(',');
        }
    }

    private static string Plain(string record, ref int at)
    {
        var start = at;
        while (at < record.Length && record[at] != ',')
        {
            "\"\r\n".ShouldNotContain(record[at]);
            at++;
        }

        return record[start..at];
    }

    private static string Quoted(string record, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; ; at++)
        {
            if (record[at] != '"')
            {
                cell.Append(record[at]);
            }
            else if (at + 1 < record.Length && record[at + 1] == '"')
            {
                cell.Append(record[at++]);
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }
    }
}
