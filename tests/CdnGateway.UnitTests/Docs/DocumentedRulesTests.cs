using System.Text.RegularExpressions;
using CdnGateway.Billing;

namespace CdnGateway.UnitTests.Docs;

/// <summary>Holds docs/billing.md to the registry of rules.</summary>
public sealed partial class DocumentedRulesTests
{
    [Fact]
    public void Rules_of_the_page_are_those_of_the_registry_with_their_days()
    {
        var documented = RuleRow().Matches(Repository.Read("docs/billing.md")).Select(m => $"{m.Groups["name"].Value} {m.Groups["days"].Value}");

        documented.ShouldBe(BillingRules.All.Select(rule => $"{rule.Name} {(rule.Days == DaysCounted.Valid ? "valid" : "all")}"));
    }

    [Fact]
    public void Page_tells_the_version_of_every_rule() => BillingRules.All.Where(rule => rule.Version != 1).ShouldBeEmpty("docs/billing.md says that all have version 1");

    [Fact]
    public void Places_of_the_page_are_those_that_the_rules_give()
    {
        var rows = PlaceRow().Matches(Repository.Read("docs/billing.md"));

        rows.Count.ShouldBe(6);
        foreach (var (row, points) in rows.Select(row => (row, int.Parse(row.Groups["points"].Value))))
        {
            points.ShouldBe(int.Parse(row.Groups["days"].Value) * 288);
            row.Groups["place"].Captures.Select(place => int.Parse(place.Value)).ShouldBe(
                new[] { BillingRules.Month95, BillingRules.Month95Ceiling, BillingRules.Month95Nearest }.Select(rule => rule.DroppedOf(points) + 1));
        }
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z0-9-]+)` \| [^|]+ \| (?<days>all|valid) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RuleRow();

    [GeneratedRegex(@"^\| (?<days>[0-9]+) \| (?<points>[0-9]+) \| [0-9.]+ \|( (?<place>[0-9]+)(st|nd|rd|th) \|){3}", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlaceRow();
}
