using System.Text.Json.Nodes;

namespace CdnGateway.IntegrationTests.OpenApi;

/// <summary>An operation as the document tells it.</summary>
internal sealed record Operation(string Method, string Path, JsonObject Description)
{
    public IReadOnlyList<JsonObject> Parameters { get; } = [.. (Description["parameters"]?.AsArray() ?? []).Select(p => p!.AsObject())];

    public static IReadOnlyList<Operation> AllOf(JsonObject document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()),
    ];

    /// <summary>What "Try it out" begins with.</summary>
    public Dictionary<string, string> Presets() => Parameters
        .Select(p => (Name: NameOf(p), Value: (p["example"] as JsonArray)?[0] ?? p["example"] ?? p["schema"]!["default"]))
        .Where(p => p.Value is not null)
        .ToDictionary(p => p.Name, p => p.Value!.GetValue<string>(), StringComparer.Ordinal);

    public static string NameOf(JsonObject parameter) => parameter["name"]!.GetValue<string>();

    /// <summary>The example that stands in a parameter's schema, preset or not.</summary>
    public static string ExampleOf(JsonObject parameter) =>
        (parameter["schema"]!["items"] ?? parameter["schema"])!["examples"]![0]!.GetValue<string>();

    public string With(IReadOnlyDictionary<string, string> query) =>
        $"{Path}?{string.Join('&', query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"))}";
}
