using System.Text.RegularExpressions;

namespace CdnGateway.UnitTests.Docs;

/// <summary>A link of one page to another leads somewhere, down to the heading.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => new(Repository.Pages());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_of_a_page_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var broken = Link().Matches(Repository.Read(page))
            .Select(m => m.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Exists(folder, page, target));

        broken.ShouldBeEmpty();
    }

    private static bool Exists(string folder, string page, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0 ? Path.Combine(Repository.Root, page) : Path.Combine(folder, parts[0]);
        return parts.Length == 1
            ? File.Exists(path) || Directory.Exists(path)
            : File.Exists(path) && Heading().Matches(File.ReadAllText(path)).Any(m => Anchor(m.Groups["text"].Value) == parts[1]);
    }

    /// <summary>As code hosts make them: lower case, blanks as hyphens, nothing but letters, digits, hyphens and underscores.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();
}
