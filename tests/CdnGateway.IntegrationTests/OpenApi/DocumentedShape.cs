using System.Text.Json;
using System.Text.Json.Nodes;

namespace CdnGateway.IntegrationTests.OpenApi;

/// <summary>Holds JSON against a schema of the document: what is required, known, and may be null. Read strictly: what is unknown is wrong.</summary>
internal sealed class DocumentedShape(JsonObject document)
{
    public IEnumerable<string> Complaints(JsonNode schema, JsonNode? value, string where)
    {
        var resolved = Resolve(schema);
        if (resolved["oneOf"] is JsonArray either)
        {
            return either.Select(one => Complaints(one!, value, where)).MinBy(complaints => complaints.Count())!;
        }

        var types = resolved["type"] is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [resolved["type"]!.GetValue<string>()];
        return types.Contains(TypeOf(value), StringComparer.Ordinal) || (TypeOf(value) == "integer" && types.Contains("number", StringComparer.Ordinal))
            ? Below(resolved, value, where)
            : [$"{where} is {TypeOf(value)}, documented is {string.Join(" or ", types)}"];
    }

    private IEnumerable<string> Below(JsonNode schema, JsonNode? value, string where) => value switch
    {
        JsonArray items => items.SelectMany((item, i) => Complaints(schema["items"]!, item, $"{where}[{i}]")),
        JsonObject members when schema["properties"] is JsonObject known => OfMembers(schema, known, members, where),
        JsonObject members => members.SelectMany(m => Complaints(schema["additionalProperties"]!, m.Value, $"{where}.{m.Key}")),
        _ => [],
    };

    private IEnumerable<string> OfMembers(JsonNode schema, JsonObject known, JsonObject members, string where) =>
    [
        .. schema["required"]!.AsArray().Select(r => r!.GetValue<string>()).Where(r => !members.ContainsKey(r)).Select(r => $"{where}.{r} is not there"),
        .. members.Where(m => !known.ContainsKey(m.Key)).Select(m => $"{where}.{m.Key} is not documented"),
        .. members.Where(m => known.ContainsKey(m.Key)).SelectMany(m => Complaints(known[m.Key]!, m.Value, $"{where}.{m.Key}")),
    ];

    private JsonNode Resolve(JsonNode schema) => schema["$ref"] is { } reference
        ? document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!
        : schema;

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        _ => "boolean",
    };
}
