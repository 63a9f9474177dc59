using System.Text.RegularExpressions;

namespace CdnGateway.IntegrationTests.Docs;

/// <summary>What the README tells a newcomer to type, and what it says will come.</summary>
internal static partial class Readme
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Root(), "README.md"));

    /// <summary>Path and query of every curl line for the demo accounts.</summary>
    public static IEnumerable<string> CurlLines() => CurlLine().Matches(Text).Select(m => m.Groups["path"].Value);

    /// <summary>The answer that the first screen shows.</summary>
    public static string FirstAnswer() => FirstJson().Match(Text).Groups["json"].Value;

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "CdnGateway.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests run outside of a checkout.");
    }

    [GeneratedRegex(@"^\$ curl 'http://localhost:8080(?<path>/[^']*)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CurlLine();

    [GeneratedRegex("```json\n(?<json>.+?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstJson();
}
