using System.Text.RegularExpressions;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Docs;

/// <summary>What the README tells a newcomer to type, and what it says will come.</summary>
internal static partial class Readme
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>Path and query of every curl line for the demo accounts.</summary>
    public static IEnumerable<string> CurlLines() => CurlLine().Matches(Text).Select(m => m.Groups["path"].Value);

    /// <summary>The answer that the first screen shows.</summary>
    public static string FirstAnswer() => FirstJson().Match(Text).Groups["json"].Value;

    /// <summary>The reconciliation that it shows next.</summary>
    public static string Reconciliation() => FirstJson().Matches(Text)[1].Groups["json"].Value;

    [GeneratedRegex(@"^\$ curl 'http://localhost:8080(?<path>/[^']*)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CurlLine();

    [GeneratedRegex("```json\n(?<json>.+?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstJson();
}
