using System.Reflection;
using System.Xml.Linq;
using CdnGateway.Contracts;
using CdnGateway.Diagnostics;
using CdnGateway.Problems;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Boundaries;

public sealed class HouseRuleTests
{
    private const int LongestFile = 300;

    private static readonly string[] SayNothing = ["Helper", "Util", "Common", "Extensions", "Manager"];

    private static readonly string[] Vendors =
        [.. Directory.GetDirectories(Path.Combine(SourceTree.Root.FullName, "src", "CdnGateway", "Providers")).Select(f => Path.GetFileName(f))];

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void File_fits_in_the_head(string folder) =>
        SourceTree.Code(folder).Where(file => File.ReadLines(file.FullName).Count() > LongestFile).Select(file => file.Name).ShouldBeEmpty();

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void File_name_says_what(string folder) => SourceTree.Code(folder)
        .Where(file => SayNothing.Any(word => file.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .Select(file => file.Name)
        .ShouldBeEmpty();

    /// <remarks>Constants leave no trace in a built assembly; their using does in the source.</remarks>
    [Fact]
    public void Vendor_is_named_in_its_own_folder_and_on_its_registration_line() => SourceTree.Code(Path.Combine("src", "CdnGateway"))
        .Where(file => file.Name != "ProviderKinds.cs")
        .SelectMany(file => Vendors
            .Where(vendor => file.Directory!.Name != vendor && File.ReadAllText(file.FullName).Contains($"Providers.{vendor}", StringComparison.Ordinal))
            .Select(vendor => $"{file.Name} names {vendor}"))
        .ShouldBeEmpty();

    [Fact]
    public void Vendors_have_the_same_files() => Vendors
        .SelectMany(vendor => new[] { "Provider", "Client", "Wire", "Mapping", "Errors", "Signer", "Options" }.Select(part => Path.Combine(vendor, $"{vendor}{part}.cs")))
        .Where(file => !File.Exists(Path.Combine(SourceTree.Root.FullName, "src", "CdnGateway", "Providers", file)))
        .ShouldBeEmpty();

    [Fact]
    public void Contracts_and_usage_are_documented()
    {
        var assembly = typeof(Problem).Assembly;
        var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member => member.Element("summary") is { } summary && summary.Value.Trim().Length > 0)
            .Select(member => (string)member.Attribute("name")!)
            .ToHashSet(StringComparer.Ordinal);

        assembly.GetTypes()
            .Where(type => type.Namespace is "CdnGateway.Contracts" or "CdnGateway.Usage" && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null)
            .Where(type => type.IsPublic || (type.IsNotPublic && type.Namespace == "CdnGateway.Usage"))
            .Select(type => $"T:{type.FullName}")
            .Where(name => !documented.Contains(name))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Event_ids_are_unique()
    {
        var ids = ConstantsOf<int>(typeof(EventIds));

        ids.ShouldNotBeEmpty();
        ids.ShouldBeUnique();
    }

    [Fact]
    public void Every_error_code_has_a_status_and_a_title()
    {
        var codes = ConstantsOf<string>(typeof(ErrorCodes));

        ProblemCatalog.Codes.ShouldBe(codes, ignoreOrder: true);
        codes.ShouldAllBe(code => ProblemCatalog.StatusOf(code) >= 400 && ProblemCatalog.TitleOf(code).Length > 0);
    }

    [Fact]
    public void Usage_knows_neither_http_nor_json() => typeof(Overlay).Assembly.GetTypes()
        .Where(type => type.Namespace == "CdnGateway.Usage")
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .SelectMany(method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType))
        .Select(type => type.Namespace ?? "")
        .Where(name => name.StartsWith("System.Net", StringComparison.Ordinal) || name.StartsWith("System.Text.Json", StringComparison.Ordinal) || name.StartsWith("Microsoft", StringComparison.Ordinal))
        .ShouldBeEmpty();

    private static List<T> ConstantsOf<T>(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (T)f.GetRawConstantValue()!)];
}
