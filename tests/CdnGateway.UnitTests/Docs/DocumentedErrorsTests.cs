using System.Reflection;
using System.Text.RegularExpressions;
using CdnGateway.Contracts;
using CdnGateway.Diagnostics;
using CdnGateway.Problems;

namespace CdnGateway.UnitTests.Docs;

/// <summary>Holds docs/errors.md and docs/operations.md to the code.</summary>
public sealed partial class DocumentedErrorsTests
{
    [Fact]
    public void Codes_of_the_page_are_those_of_the_contract_with_their_status()
    {
        var documented = CodeRow().Matches(Repository.Read("docs/errors.md"))
            .Select(m => $"{m.Groups["code"].Value} {m.Groups["status"].Value}")
            .Order(StringComparer.Ordinal);

        documented.ShouldBe(Constants<string>(typeof(ErrorCodes)).Select(c => $"{c} {ProblemCatalog.StatusOf(c)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Events_of_the_page_are_those_of_the_code()
    {
        var documented = EventRow().Matches(Repository.Read("docs/operations.md")).Select(m => int.Parse(m.Groups["id"].Value));

        documented.Order().ShouldBe(Constants<int>(typeof(EventIds)).Order());
    }

    private static IEnumerable<T> Constants<T>(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (T)f.GetRawConstantValue()!);

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \| (?<status>[0-9]{3})", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"^\| [a-z ]+ \| (?<id>[0-9]{4}) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventRow();
}
