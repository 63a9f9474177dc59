using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CdnGateway.UnitTests.Providers;

/// <summary>
/// A recorded or documented provider answer: <c>wire.json</c> byte by byte (whatever it holds), <c>request.json</c> with what was asked,
/// <c>expected.json</c> with what the gateway makes of it. A new scenario is a new folder.
/// </summary>
internal sealed class Golden(string folder)
{
    public string Name { get; } = Path.GetFileName(folder);

    public byte[] Wire => File.ReadAllBytes(Path.Combine(folder, "wire.json"));

    public JsonObject Request => Read("request.json");

    public JsonObject Expected => Read("expected.json");

    public static TheoryData<string> Names(string provider) => [.. All(provider).Select(golden => golden.Name)];

    public static IEnumerable<Golden> All(string provider) =>
        Directory.GetDirectories(RootOf(provider)).Order(StringComparer.Ordinal).Select(folder => new Golden(folder));

    public static Golden Named(string provider, string name) => new(Path.Combine(RootOf(provider), name));

    /// <summary>JSON trees are compared, so that spacing in an expectation is free.</summary>
    public void ShouldBeExpected(JsonNode actual, [CallerMemberName] string? test = null)
    {
        if (!JsonNode.DeepEquals(actual, Expected))
        {
            throw new ShouldAssertException($"{test}: {Name} expects\n{Expected.ToJsonString()}\nand is\n{actual.ToJsonString()}");
        }
    }

    private static string RootOf(string provider) => Path.Combine(AppContext.BaseDirectory, "Providers", provider, "Golden");

    private JsonObject Read(string file) => JsonSerializer.Deserialize<JsonObject>(File.ReadAllBytes(Path.Combine(folder, file)))!;
}
