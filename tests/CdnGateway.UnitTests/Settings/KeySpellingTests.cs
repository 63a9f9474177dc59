using CdnGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.UnitTests.Settings;

/// <summary>Every test reads its keys in every order, so that none passes because of the one that a source happens to keep.</summary>
public sealed class KeySpellingTests
{
    private const string Path = "Root:Accounts";

    [Theory]
    [InlineData("jd", "jd", "JD")]
    [InlineData("jd", "JD", "Jd", "jd", "jD")]
    [InlineData("Jd", "JD", "Jd")]
    [InlineData("JD", "JD", "JD")]
    [InlineData("jD", "Jd", "jD")]
    public void Source_with_several_spellings_gives_the_last_by_ordinal(string name, params string[] spellings)
    {
        foreach (var order in OrdersOf(spellings))
        {
            Names(Built(order)).ShouldBe([name], string.Join(' ', order));
        }
    }

    [Theory]
    [InlineData("JD", "JD", "jd")]
    [InlineData("jd", "jd", "JD")]
    [InlineData("Jd", "Jd JD", "jd jD")]
    [InlineData("JD", "other", "JD", "jd")]
    public void Source_that_comes_first_gives_the_name(string name, params string[] sources)
    {
        foreach (var order in OrdersOf(sources.Select(source => source.Split(' '))))
        {
            Names(Built(order)).Single(found => found != "other").ShouldBe(name, string.Join(' ', order.SelectMany(source => source)));
        }
    }

    [Fact]
    public void Sources_behind_a_configuration_in_a_configuration_count_each()
    {
        foreach (var inner in new[] { Built(["JD"], ["jd"]), Built(["JD"], ["jD", "jd"]) })
        {
            Names(new ConfigurationBuilder().AddConfiguration(inner).AddConfiguration(Built(["jd"])).Build()).ShouldBe(["JD"]);
            Names(new ConfigurationBuilder().AddConfiguration(new ConfigurationBuilder().AddConfiguration(inner).Build()).Build()).ShouldBe(["JD"]);
        }
    }

    [Fact]
    public void Section_taken_for_a_configuration_is_one_source()
    {
        var inner = new ConfigurationBuilder().AddInMemoryCollection([new("Deep:Root:Accounts:jd:Key", "x")]).Build();

        Names(new ConfigurationBuilder().AddConfiguration(inner.GetSection("Deep")).AddConfiguration(Built(["JD"])).Build()).ShouldBe(["jd"]);
    }

    [Fact]
    public void Manager_of_the_host_gives_the_names_of_its_sources()
    {
        using var manager = new ConfigurationManager();
        manager.AddConfiguration(Built(["JD"])).AddConfiguration(Built(["jd"]));

        Names(manager).ShouldBe(["JD"]);
    }

    [Fact]
    public void Command_line_gives_no_name_that_another_source_has_though_the_host_reads_it_first()
    {
        string[] line = ["--Root:Accounts:JD:Key=x", "--Root:Accounts:New:Key=x"];

        Names(new ConfigurationBuilder().AddCommandLine(line).AddConfiguration(Built(["jd"])).AddCommandLine(line).Build()).ShouldBe(["jd", "New"]);
    }

    /// <remarks>The order of a process's variables cannot be chosen, so there are more keys than luck could order rightly.</remarks>
    [Fact]
    public void Variables_that_differ_in_case_only_give_the_last_by_ordinal()
    {
        var root = $"T{Guid.NewGuid():N}"; // keeps the variables from every other test in the process
        var names = Enumerable.Range(0, 64).Select(i => $"jd{i}").ToList();
        var variables = names.SelectMany(name => new[] { name.ToUpperInvariant(), name }).Select(name => $"{root}__Accounts__{name}__Key").ToList();
        try
        {
            variables.ForEach(variable => Environment.SetEnvironmentVariable(variable, "x"));

            SettingsSection.Root(new ConfigurationBuilder().AddEnvironmentVariables().Build(), root).Children("Accounts")
                .Select(section => section.Name).ShouldBe(names, ignoreOrder: true);
        }
        finally
        {
            variables.ForEach(variable => Environment.SetEnvironmentVariable(variable, null));
        }
    }

    [Fact]
    public void Sections_have_the_name_and_the_values_of_all_spellings()
    {
        foreach (var order in OrdersOf(new[] { "jd:A", "JD:B", "Jd:C" }))
        {
            var configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(order.Select(key => KeyValuePair.Create($"{Path}:{key}", (string?)key)))
                .Build();

            var section = SettingsSection.Root(configuration, "Root").Children("accounts").ShouldHaveSingleItem();

            section.Name.ShouldBe("jd", string.Join(' ', order));
            (section.Text("A"), section.Text("B"), section.Text("C")).ShouldBe(("jd:A", "JD:B", "Jd:C"));
        }
    }

    private static IEnumerable<string> Names(IConfiguration configuration) =>
        SettingsSection.Root(configuration, "Root").Children("Accounts").Select(section => section.Name);

    private static IConfigurationRoot Built(string[] spellings) => Built([spellings]);

    /// <summary>A source each, whose keys are different ones below every spelling, since one key twice is one key.</summary>
    private static IConfigurationRoot Built(params string[][] sources)
    {
        var builder = new ConfigurationBuilder();
        foreach (var spellings in sources)
        {
            builder.AddInMemoryCollection(spellings.Select((spelling, i) => KeyValuePair.Create($"{Path}:{spelling}:Key{i}", (string?)"x")));
        }

        return builder.Build();
    }

    private static IEnumerable<T[]> OrdersOf<T>(T[] items) =>
        items.Length == 0
            ? [[]]
            : items.Index().SelectMany(first => OrdersOf<T>([.. items.Where((_, i) => i != first.Index)]).Select(rest => (T[])[first.Item, .. rest]));

    /// <summary>The sources as they are, the spellings in each in every order.</summary>
    private static IEnumerable<string[][]> OrdersOf(IEnumerable<string[]> sources) => sources.Aggregate(
        (IEnumerable<string[][]>)[[]],
        (orders, spellings) => orders.SelectMany(before => OrdersOf(spellings).Select(order => (string[][])[.. before, order])));
}
