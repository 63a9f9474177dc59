using System.Text.RegularExpressions;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Settings;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.UnitTests.Hosting.Configuration;

/// <summary>Holds docs/configuration.md and the classes together.</summary>
public sealed partial class DocumentedConfigurationTests
{
    /// <summary>An account of each provider, called like it, and a client.</summary>
    private const string Least =
        "Accounts:JdCloud:Provider=JdCloud | Accounts:JdCloud:Username=pin | Accounts:JdCloud:SecretKey=s"
        + " | Accounts:Tencent:Provider=Tencent | Accounts:Tencent:SecretId=i | Accounts:Tencent:SecretKey=s"
        + " | Clients:app:KeySha256=" + Configured.HashOfA;

    public static TheoryData<string, string, string> Literals => new(
        from key in DocumentedConfiguration.Keys
        where key.IsLiteral
        from provider in ProvidersOf(key)
        select (key.Key, provider, key.Default));

    public static TheoryData<string, string> Required => new(
        from key in DocumentedConfiguration.Keys
        where key.Default == "required"
        from provider in ProvidersOf(key)
        select (key.Key, provider));

    [Fact]
    public void Keys_that_the_code_asks_for_are_those_of_the_page()
    {
        var root = SettingsSection.Root(Configured.Of(Least), GatewaySettings.SectionName);
        GatewaySettings.Read(root, isDevelopment: false, ProviderKinds.All);

        var sections = root.AskedKeys.Select(ConfigurationPath.GetParentPath).ToHashSet(StringComparer.OrdinalIgnoreCase);
        root.AskedKeys.Where(key => !sections.Contains(key)).Order(StringComparer.Ordinal).ShouldBe(
            DocumentedConfiguration.Keys
                .SelectMany(key => ProvidersOf(key).Select(provider => $"CdnGateway:{Concrete(key.Key, provider)}"))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Literals))]
    public void Default_of_the_page_typed_in_changes_nothing(string key, string provider, string value) =>
        Describe(Configured.Read(Least, $"{Concrete(key, provider)}={value}")).ShouldBe(Describe(Configured.Read(Least)));

    [Theory]
    [MemberData(nameof(Required))]
    public void Key_that_the_page_calls_required_is_missed(string key, string provider) =>
        Configured.Refuse(Least, $"{Concrete(key, provider)}=").Mistakes
            .ShouldContain(mistake => mistake.Key == $"CdnGateway:{Concrete(key, provider)}" && mistake.What.StartsWith("is missing"));

    [Fact]
    public void Defaults_of_the_page_are_values_or_known_words() =>
        DocumentedConfiguration.Keys.Where(key => !key.IsLiteral)
            .Select(key => key.Default)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["all", "none", "required", "the provider's, below"]);

    [Fact]
    public void Examples_of_the_page_together_are_a_good_configuration()
    {
        using var appsettings = DocumentedConfiguration.BlockStream("example: appsettings");
        var environment = Lines("example: environment").Select(line => line.Split('=')).Select(pair => Pair(pair[0], pair[1]));
        var files = Lines("example: files").Select(line => Pair(Path.GetFileName(line), "secret"));

        var settings = GatewaySettings.Read(
            new ConfigurationBuilder().AddJsonStream(appsettings).AddInMemoryCollection(files).AddInMemoryCollection(environment).Build(),
            isDevelopment: false,
            ProviderKinds.All);

        settings.Accounts.Select(account => account.Account.Name).ShouldBe(["jd", "qcloud"]);
        settings.Upstream.TotalTimeout.ShouldBe(TimeSpan.FromSeconds(45));
    }

    [Fact]
    public void Message_of_the_page_is_what_its_wrong_example_gives()
    {
        using var wrong = DocumentedConfiguration.BlockStream("example: mistakes");
        var configuration = new ConfigurationBuilder().AddJsonStream(wrong).Build();

        Should.Throw<ConfigurationMistakesException>(() => GatewaySettings.Read(configuration, isDevelopment: false, ProviderKinds.All))
            .Message.ShouldBe(DocumentedConfiguration.Block("output: mistakes").TrimEnd());
    }

    private static IEnumerable<string> ProvidersOf(DocumentedKey key) =>
        key.Provider.Length > 0 || !key.Key.StartsWith("Accounts", StringComparison.Ordinal)
            ? [key.Provider]
            : ProviderKinds.All.Select(kind => kind.ConfigurationName);

    private static string Concrete(string key, string provider) => ListEntry().Replace(key, "")
        .Replace("Accounts:<name>", $"Accounts:{provider}", StringComparison.Ordinal)
        .Replace("<name>", "app", StringComparison.Ordinal);

    private static string Describe(GatewaySettings settings) => string.Join('\n',
    [
        .. settings.Accounts.Select(account => $"{account.Account} {string.Join(' ', account.Account.Domains)} {OptionsOf(account)}"),
        settings.Upstream.ToString(),
        $"{settings.Store} {settings.Store.ConnectionString} {settings.Collector}",
        $"{settings.AllowAnonymous} {settings.PathBase} {settings.SandboxEnabled} {settings.SecretsDirectory}",
    ]);

    /// <summary>The options' own text says nothing, so that no secret gets into a log.</summary>
    private static string OptionsOf(ConfiguredAccount account) =>
        string.Join(' ', account.Options.GetType().GetProperties().Select(property => property.GetValue(account.Options)));

    private static string[] Lines(string comment) =>
        DocumentedConfiguration.Block(comment).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static KeyValuePair<string, string?> Pair(string variable, string value) =>
        new(variable.Replace("__", ":", StringComparison.Ordinal), value);

    [GeneratedRegex(":<n>$", RegexOptions.None, 1000)]
    private static partial Regex ListEntry();
}
