using CdnGateway.Billing;

namespace CdnGateway.UnitTests.Billing;

public sealed class BillingRulesTests
{
    [Fact]
    public void Names_are_unique_and_say_where_the_rule_comes_from()
    {
        BillingRules.All.Select(rule => rule.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(BillingRules.All.Count);
        BillingRules.All.ShouldAllBe(rule => rule.Version > 0 && rule.Source.Length > 20);
    }

    [Fact]
    public void Rule_is_found_by_its_name_in_any_case()
    {
        BillingRules.Find("MONTH-95").ShouldBeSameAs(BillingRules.Month95);
        BillingRules.Find("month-96").ShouldBeNull();
    }

    [Theory]
    [InlineData("month-95", 4032, 201)]
    [InlineData("month-95-ceil", 4032, 202)]
    [InlineData("month-95-round", 4032, 202)]
    [InlineData("month-95-round", 8928, 446)]
    [InlineData("month-95-round", 10, 1)]
    [InlineData("month-95-round", 9, 0)]
    [InlineData("month-95-ceil", 1, 0)]
    [InlineData("month-95-ceil", 0, 0)]
    [InlineData("month-95", int.MaxValue, 107_374_182)]
    [InlineData("fourth-daily-peak", 2, 2)]
    [InlineData("fourth-daily-peak", 31, 3)]
    [InlineData("95-of-daily-peaks", 31, 1)]
    [InlineData("average-daily-peak", 31, 0)]
    public void So_many_are_dropped_of_so_many(string rule, int counted, int dropped) => BillingRules.Find(rule)!.DroppedOf(counted).ShouldBe(dropped);
}
