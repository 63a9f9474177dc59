using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CdnGateway.Upstream;

namespace CdnGateway.Providers.Tencent;

/// <summary>One domain's figures, as printed.</summary>
/// <param name="Data">The month's figure in bit/s.</param>
/// <param name="Time">Its label; empty where the contract bills the average of daily peaks.</param>
/// <param name="FreeData">The figure after the off-peak discount, in bit/s.</param>
/// <param name="FreeTime">Its label.</param>
internal sealed record TencentFigure(decimal? Data, string? Time, decimal? FreeData, string? FreeTime);

/// <param name="Code"><c>0</c> for success.</param>
/// <param name="CodeDesc">A name, or the business code.</param>
/// <param name="Message">The provider's words.</param>
/// <param name="AccountId">The AppId that the answer is keyed by; null when it is empty.</param>
/// <param name="Figures">By domain, and <c>all</c>.</param>
internal sealed record TencentAnswer(
    string Code,
    string? CodeDesc,
    string? Message,
    string? AccountId,
    IReadOnlyDictionary<string, TencentFigure> Figures);

/// <summary>
/// The answer of <c>GetTimeBandwidth</c>:
/// <c>{"code":0,"message":"","codeDesc":"Success","data":{"125…":{"www.test.com":{"data":62615912670,"time":"…","freedata":…,"freetime":"…"},"all":{…}}}}</c>.
/// A month's answer is small, so it is read as a document.
/// </summary>
internal static class TencentWire
{
    public const string Success = "0";

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">The shape is not the documented one.</exception>
    public static TencentAnswer Read(ReadOnlySequence<byte> body)
    {
        using var document = Parse(body);
        var root = document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement
            : throw new JsonException("an object was expected");
        var code = TolerantJson.ParseCode(Text(root, "code")) ?? throw new JsonException("there is no code");
        var (accountId, figures) = code == Success ? ReadAccount(root) : (null, new(StringComparer.OrdinalIgnoreCase));
        return new TencentAnswer(code, Text(root, "codeDesc"), Text(root, "message"), accountId, figures);
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

    private static (string? Id, Dictionary<string, TencentFigure> Figures) ReadAccount(JsonElement root)
    {
        var figures = new Dictionary<string, TencentFigure>(StringComparer.OrdinalIgnoreCase);
        var accounts = root.TryGetProperty("data", out var data) ? Members(data) : throw new JsonException("there is no data");
        if (accounts.Count == 0)
        {
            return (null, figures);
        }

        if (accounts.Count > 1)
        {
            throw new JsonException("it speaks of more than one account");
        }

        foreach (var domain in Members(accounts[0].Value))
        {
            if (!figures.TryAdd(domain.Name.Trim(), ReadFigure(domain.Value)))
            {
                throw new JsonException("one domain is given twice");
            }
        }

        return (accounts[0].Name.Trim(), figures);
    }

    private static TencentFigure ReadFigure(JsonElement element)
    {
        var members = Members(element).ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
        return new TencentFigure(Number("data"), Time("time"), Number("freedata"), Time("freetime"));

        decimal? Number(string name) => members.TryGetValue(name, out var value) ? ToNumber(value) : null;
        string? Time(string name) => members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static decimal? ToNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => null,
        JsonValueKind.String => TolerantJson.ParseNumber(value.GetString()),
        _ => throw new JsonException("a number was expected"),
    };

    /// <remarks>A PHP back end prints an empty object as <c>[]</c>.</remarks>
    private static List<JsonProperty> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [.. element.EnumerateObject()],
        JsonValueKind.Null => [],
        JsonValueKind.Array when element.GetArrayLength() == 0 => [],
        _ => throw new JsonException("an object was expected"),
    };

    private static string? Text(JsonElement root, string name) => !root.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => TolerantJson.ReadText(value)?.Trim(),
        JsonValueKind.Number when value.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
