using CdnGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.UnitTests.Settings;

public sealed class SettingsSectionTests
{
    [Fact]
    public void Text_keeps_the_blanks_inside() => Section(("T", "a  b")).RequiredText("T").ShouldBe("a  b");

    [Fact]
    public void Required_text_that_is_missing_is_empty_and_noted_once()
    {
        var section = Section();

        section.RequiredText("T").ShouldBe("");
        section.RequiredText("T").ShouldBe("");
        section.Mistakes.ShouldBe([new SettingsMistake("Root:T", "is missing")]);
    }

    [Fact]
    public void Values_that_are_not_set_are_their_defaults_and_no_mistake()
    {
        var section = Section();

        section.Text("a").ShouldBeNull();
        section.Choice("b", DayOfWeek.Friday).ShouldBe(DayOfWeek.Friday);
        section.WholeNumber("c", 3, least: 5, most: 6).ShouldBe(3);
        section.OptionalWholeNumber("d", least: 5, most: 6).ShouldBeNull();
        section.Switch("e", fallback: true).ShouldBeTrue();
        section.OptionalSwitch("f").ShouldBeNull();
        section.BaseUrl("g", new Uri("http://x")).ShouldBe(new Uri("http://x"));
        section.HostName("h", "x").ShouldBe("x");
        section.List("i").ShouldBeEmpty();
        section.Children("j").ShouldBeEmpty();
        section.Mistakes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("5")]
    [InlineData("Friday, Monday")]
    [InlineData("Fri")]
    public void Choice_takes_one_whole_name(string text)
    {
        var section = Section(("Day", text));

        section.Choice("Day", DayOfWeek.Sunday).ShouldBe(DayOfWeek.Sunday);
        section.Mistakes.ShouldHaveSingleItem().What.ShouldContain("Monday, Tuesday, Wednesday");
    }

    [Fact]
    public void Unknown_keys_are_found_at_every_depth_and_once_a_branch()
    {
        var section = Section(("Known:One:Valeu", "x"), ("Known:One:Value", "y"), ("Branch:With:Leaves", "z"), ("Branch:With:More", "z"));
        section.Children("Known").ShouldHaveSingleItem().Text("Value").ShouldBe("y");

        section.AddUnknownKeys();

        section.Mistakes.ShouldBe(
        [
            new SettingsMistake("Root:Branch", "unknown key; known here: Known"),
            new SettingsMistake("Root:Known:One:Valeu", "unknown key; known here: Value"),
        ]);
    }

    [Theory]
    [InlineData("SecretKye", "SecretKey")]
    [InlineData("sekretkey", "SecretKey")]
    [InlineData("Secret", "SecretKey")]
    [InlineData("Usrname", "Username")]
    [InlineData("Colour", null)]
    public void Nearest_name_is_one_of_which_at_most_a_third_is_wrong(string typed, string? nearest) =>
        NearestName.Of(typed, ["SecretKey", "Username", "Provider"]).ShouldBe(nearest);

    private static SettingsSection Section(params (string Key, string Value)[] pairs) => SettingsSection.Root(
        new ConfigurationBuilder()
            .AddInMemoryCollection(pairs.Select(pair => KeyValuePair.Create($"Root:{pair.Key}", (string?)pair.Value)))
            .Build(),
        "Root");
}
