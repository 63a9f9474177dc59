using System.Text;
using System.Text.RegularExpressions;
using CdnGateway.UnitTests.Docs;

namespace CdnGateway.UnitTests.Hosting.Configuration;

/// <param name="Key">Below <c>CdnGateway</c>, with <c>&lt;name&gt;</c> and <c>&lt;n&gt;</c> for what the user chooses.</param>
/// <param name="Provider">Whose accounts have the key; empty: any.</param>
/// <param name="Default">Without its backticks.</param>
/// <param name="IsLiteral">True when the default is a value that can be typed.</param>
internal sealed record DocumentedKey(string Key, string Provider, string Default, bool IsLiteral);

/// <summary>docs/configuration.md as the tests read it: tables behind <c>keys:</c> comments, blocks behind other comments.</summary>
internal static partial class DocumentedConfiguration
{
    private static readonly string Page = Repository.Read("docs/configuration.md");

    public static IReadOnlyList<DocumentedKey> Keys { get; } = [.. ReadKeys()];

    public static string Block(string comment)
    {
        var start = Page.IndexOf($"<!-- {comment} -->", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(-1, comment);
        start = Page.IndexOf('\n', Page.IndexOf("```", start, StringComparison.Ordinal)) + 1;
        return Page[start..Page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    public static Stream BlockStream(string comment) => new MemoryStream(Encoding.UTF8.GetBytes(Block(comment)));

    private static IEnumerable<DocumentedKey> ReadKeys()
    {
        string? section = null;
        var provider = "";
        foreach (var line in Page.Split('\n'))
        {
            if (KeysComment().Match(line) is { Success: true } comment)
            {
                section = comment.Groups["section"].Value;
                provider = comment.Groups["provider"].Value;
            }
            else if (section is not null && KeyRow().Match(line) is { Success: true } row)
            {
                var value = row.Groups["default"].Value;
                yield return new DocumentedKey(
                    section.Length == 0 ? row.Groups["key"].Value : $"{section}:{row.Groups["key"].Value}",
                    provider,
                    value.Trim('`'),
                    value.StartsWith('`'));
            }
            else if (!line.StartsWith('|'))
            {
                section = null;
            }
        }
    }

    [GeneratedRegex("^<!-- keys:( (?<section>[^,]+?))?(, (?<provider>\\w+))? -->$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeysComment();

    [GeneratedRegex("^\\| `(?<key>[^`]+)` \\| (?<default>[^|]+) \\|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyRow();
}
