using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace CdnGateway.Sandbox.TencentV3;

/// <summary>Reads an action's fields from a JSON body or a query, into the one form that both have in a query: <c>Domains.0</c>.</summary>
internal static class TencentV3Fields
{
    public static Dictionary<string, string>? Read(string method, string query, ReadOnlyMemory<byte> body) =>
        method == "GET" ? FromQuery(query) : FromJson(body);

    /// <summary>What is wrong with the fields' names and types, before anyone looks at the values.</summary>
    public static TencentV3Refusal? Refuse(ReceivedCall call, TencentV3Action action)
    {
        if (!call.Understood)
        {
            return TencentV3Refusal.Unreadable;
        }

        if (call.Parameters.Keys.FirstOrDefault(name => KindOf(action, name) is null) is { } unknown)
        {
            return TencentV3Refusal.Unknown(unknown);
        }

        if (action.Required.FirstOrDefault(name => call.Text(name).Length == 0) is { } missing)
        {
            return TencentV3Refusal.Missing(missing);
        }

        return call.Method == "POST" ? RefuseTypes(call, action) : RefuseForms(call, action);
    }

    private static FieldKind? KindOf(TencentV3Action action, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return action.Fields.TryGetValue(dot < 0 ? name : name[..dot], out var kind) ? kind : null;
    }

    // A query has no types, but only lists are numbered.
    private static TencentV3Refusal? RefuseForms(ReceivedCall call, TencentV3Action action) =>
        call.Parameters.Keys.FirstOrDefault(name => name.Contains('.', StringComparison.Ordinal) != (KindOf(action, name) == FieldKind.Texts)) is { } wrong
            ? TencentV3Refusal.WrongType(wrong)
            : null;

    private static TencentV3Refusal? RefuseTypes(ReceivedCall call, TencentV3Action action)
    {
        using var body = JsonDocument.Parse(call.RawBody);
        var wrong = body.RootElement.EnumerateObject().FirstOrDefault(field => !Fits(field.Value, action.Fields[field.Name]));
        return wrong.Value.ValueKind == JsonValueKind.Undefined ? null : TencentV3Refusal.WrongType(wrong.Name);
    }

    private static bool Fits(JsonElement value, FieldKind kind) => kind switch
    {
        _ when value.ValueKind == JsonValueKind.Null => true,
        FieldKind.Text => value.ValueKind == JsonValueKind.String,
        FieldKind.Whole => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        FieldKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
    };

    private static Dictionary<string, string>? FromQuery(string query)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in QueryHelpers.ParseQuery(query))
        {
            if (values.Count > 1)
            {
                return null;
            }

            fields[name] = values.ToString();
        }

        return fields;
    }

    private static Dictionary<string, string>? FromJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                Add(fields, field.Name, field.Value);
            }

            return fields;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Add(Dictionary<string, string> fields, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            fields[name] = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Null => "",
                _ => value.GetRawText(),
            };
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Add(fields, $"{name}.{(index++).ToString(CultureInfo.InvariantCulture)}", item);
        }
    }
}
