using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CdnGateway.Sandbox;

namespace CdnGateway.UnitTests.Sandbox;

/// <summary>Calls API 3.0 as a well-behaved client would; what a test wants wrong, it overrides.</summary>
internal sealed class TencentV3Client(SandboxServer sandbox, SandboxOptions options) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public void Dispose() => http.Dispose();

    public async Task<JsonElement> AskAsync(string action, string json, Action<V3Call>? change = null)
    {
        var call = new V3Call { Action = action, Body = json, Timestamp = options.Time.GetUtcNow().ToUnixTimeSeconds() };
        change?.Invoke(call);
        using var response = await SendAsync(call);
        ((int)response.StatusCode).ShouldBe(200);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("Response").Clone();
    }

    public async Task<string> RefusalAsync(string action, string json, Action<V3Call>? change = null)
    {
        var answer = await AskAsync(action, json, change);
        answer.GetProperty("RequestId").GetString()!.Length.ShouldBe(36);
        var code = answer.TryGetProperty("Error", out var error) ? error.GetProperty("Code").GetString()! : "";
        sandbox.TencentV3Calls.All[^1].Refusal.ShouldBe(code.Length == 0 ? null : code);
        return code;
    }

    public async Task<HttpResponseMessage> SendAsync(V3Call call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(sandbox.TencentV3Url, call.Query.Length == 0 ? "/" : "/?" + call.Query));
        request.Headers.TryAddWithoutValidation("X-TC-Timestamp", call.Timestamp.ToString(CultureInfo.InvariantCulture));
        Add("X-TC-Action", call.Action);
        Add("X-TC-Version", call.Version);
        Add("X-TC-Token", call.Token);
        Add("Authorization", call.Authorization ?? Sign(call));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", call.SentContentType ?? call.ContentType);
        return await http.SendAsync(request);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private string Sign(V3Call call)
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(call.Timestamp).AddHours(call.DateOffsetHours).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = call.ContentType.ToLowerInvariant(),
            ["host"] = options.TencentV3SignatureHost,
            ["x-tc-action"] = call.Action?.ToLowerInvariant() ?? "",
            ["x-tc-timestamp"] = call.Timestamp.ToString(CultureInfo.InvariantCulture),
        };
        var headers = string.Concat(call.SignedHeaders.Split(';').Select(name => $"{name}:{values[name]}\n"));
        var canonical = $"{call.Method}\n/\n{call.Query}\n{headers}\n{call.SignedHeaders}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(call.Body)))}";
        var scope = $"{date}/cdn/tc3_request";
        var text = $"TC3-HMAC-SHA256\n{call.Timestamp.ToString(CultureInfo.InvariantCulture)}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = new[] { date, "cdn", "tc3_request" }.Aggregate(
            Encoding.UTF8.GetBytes("TC3" + (call.SecretKey ?? options.TencentSecretKey)),
            (chained, part) => HMACSHA256.HashData(chained, Encoding.UTF8.GetBytes(part)));
        return $"TC3-HMAC-SHA256 Credential={call.SecretId ?? options.TencentSecretId}/{scope}, SignedHeaders={call.SignedHeaders}, "
            + $"Signature={Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

/// <summary>One call of API 3.0, right but for what is changed.</summary>
internal sealed record V3Call
{
    public string Method { get; set; } = "POST";

    public string Query { get; set; } = "";

    public string? Action { get; set; }

    public string? Version { get; set; } = "2018-06-06";

    public string? Token { get; set; }

    public string? Authorization { get; set; }

    public long Timestamp { get; set; }

    public string Body { get; set; } = "";

    public string ContentType { get; set; } = "application/json; charset=utf-8";

    public string? SentContentType { get; set; }

    public string SignedHeaders { get; set; } = "content-type;host";

    public string? SecretId { get; set; }

    public string? SecretKey { get; set; }

    public int DateOffsetHours { get; set; }
}
