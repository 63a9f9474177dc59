using System.Buffers;
using System.Text.Json;
using CdnGateway.Upstream;

namespace CdnGateway.Providers.JdCloud;

/// <summary>A billing figure, as printed.</summary>
/// <param name="Mbps">Null when there is none.</param>
/// <param name="Times">Its labels, <c>yyyy/MM/dd HH:mm</c>; usually one.</param>
internal sealed record JdCloudFee(decimal? Mbps, IReadOnlyList<string> Times);

/// <summary>
/// The answer of <c>fee</c>: <c>{"status":0,"msg":"…","data":{"domian":"www.a.com","data":{"feeData":4787.29,"feeTime":["2017/11/23 19:15"]}}}</c>.
/// The domain's key is really spelled so. It is small, so it is read as a document.
/// </summary>
internal static class JdCloudFeeWire
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };
    private static readonly string[] DomainKeys = ["domian", "domain"];

    /// <param name="body">The answer's bytes.</param>
    /// <param name="domains">Those that were asked for.</param>
    /// <exception cref="JsonException">The shape is not the documented one.</exception>
    public static (JdCloudAnswer Answer, JdCloudFee Fee) Read(ReadOnlySequence<byte> body, IReadOnlyList<string> domains)
    {
        using var document = Parse(body);
        var root = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement : throw new JsonException("an object was expected");
        var status = root.TryGetProperty("status", out var code) ? CodeOf(code) : null;
        var answer = new JdCloudAnswer(
            status ?? throw new JsonException("there is no status"),
            root.TryGetProperty("msg", out var message) ? TolerantJson.ReadText(message) : null);
        if (answer.Status != JdCloudWire.Success)
        {
            return (answer, new JdCloudFee(Mbps: null, []));
        }

        var data = Member(root, "data") ?? throw new JsonException("there is no data");
        RefuseForeign(data, domains);
        return (answer, Member(data, "data") is { } fee ? new JdCloudFee(Number(fee, "feeData"), Times(fee)) : new JdCloudFee(Mbps: null, []));
    }

    private static JsonDocument Parse(ReadOnlySequence<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException exception)
        {
            throw new JsonException("a name is given twice", exception); // or it is no JSON at all, which is found out where this is caught
        }
    }

    private static string? CodeOf(JsonElement code) => code.ValueKind == JsonValueKind.Number ? code.GetRawText() : TolerantJson.ParseCode(TolerantJson.ReadText(code));

    /// <summary>An object; null for nothing, which may be printed as <c>[]</c>, <c>{}</c> or null.</summary>
    private static JsonElement? Member(JsonElement parent, string name) => !parent.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Object => value,
        JsonValueKind.Null => default(JsonElement?),
        JsonValueKind.Array when value.GetArrayLength() == 0 => null,
        _ => throw new JsonException("an object was expected"),
    };

    private static void RefuseForeign(JsonElement data, IReadOnlyList<string> domains)
    {
        foreach (var key in DomainKeys)
        {
            if (data.TryGetProperty(key, out var value) && TolerantJson.ReadText(value) is { } text)
            {
                var named = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                if (!named.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(domains))
                {
                    throw new JsonException("it speaks of a domain that was not asked for");
                }
            }
        }
    }

    private static decimal? Number(JsonElement parent, string name) => !parent.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => null,
        JsonValueKind.String => TolerantJson.ParseNumber(value.GetString()),
        _ => throw new JsonException("a number was expected"),
    };

    private static List<string> Times(JsonElement fee) => !fee.TryGetProperty("feeTime", out var value) ? [] : value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(time => TolerantJson.ReadText(time) ?? throw new JsonException("a time was expected"))],
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Null => [],
        _ => throw new JsonException("a list of times was expected"),
    };
}
