using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CdnGateway.Sandbox;

namespace CdnGateway.UnitTests.Sandbox;

/// <summary>Calls the stand-ins as a well-behaved client would; what a test wants wrong, it overrides.</summary>
internal sealed class SandboxClient(SandboxServer sandbox, SandboxOptions options) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    private long nonce = 1_290_303_896_666_895_346;

    public void Dispose() => http.Dispose();

    public Dictionary<string, string> JdParameters() => new(StringComparer.Ordinal)
    {
        ["username"] = options.JdUsername,
        ["signature"] = Md5(
            options.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMdd") + options.JdUsername + options.JdSecretKey),
        ["domain"] = "play.live.com",
        ["start_time"] = "2018-06-02 17:15",
        ["end_time"] = "2018-06-02 17:30",
    };

    public async Task<JsonElement> AskJdAsync(params (string Name, string? Value)[] changes) => await JsonOf(await SendJdAsync(changes));

    public Task<HttpResponseMessage> SendJdAsync(params (string Name, string? Value)[] changes) =>
        http.PostAsync(new Uri(sandbox.JdCloudUrl, "/api/live/bandwidth_flow"), JsonContent.Create(Changed(JdParameters(), changes)));

    /// <summary>The fee of May 2018, by end labels, unless something else is asked.</summary>
    public async Task<JsonElement> AskFeeAsync(params (string Name, string? Value)[] changes)
    {
        var parameters = Changed(JdParameters(), ("start_time", "2018-05-01 00:05"), ("end_time", "2018-06-01 00:00"));
        var content = JsonContent.Create(Changed(parameters, changes));
        return await JsonOf(await http.PostAsync(new Uri(sandbox.JdCloudUrl, "/api/fee"), content));
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    public Dictionary<string, string> TencentParameters() => new(StringComparer.Ordinal)
    {
        ["Action"] = "GetTimeBandwidth",
        ["SecretId"] = options.TencentSecretId,
        ["Timestamp"] = $"{options.Time.GetUtcNow().ToUnixTimeSeconds()}",
        ["Nonce"] = $"{Interlocked.Increment(ref nonce)}",
        ["SignatureMethod"] = "HmacSHA256",
        ["start"] = "2017-11-01",
        ["end"] = "2017-11-30",
    };

    public async Task<JsonElement> AskTencentAsync(params (string Name, string? Value)[] changes) =>
        await JsonOf(await SendTencentAsync("POST", Changed(TencentParameters(), changes)));

    public Task<HttpResponseMessage> SendTencentAsync(string method, Dictionary<string, string> parameters)
    {
        parameters.TryAdd("Signature", Sign(method, parameters));
        var form = new FormUrlEncodedContent(parameters);
        var url = new Uri(sandbox.TencentUrl, "/v2/index.php");
        return method == "POST" ? http.PostAsync(url, form) : GetAsync(url, form);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response)
    {
        using (response)
        {
            return JsonElement.Parse(await response.Content.ReadAsStringAsync());
        }
    }

    public static Dictionary<string, string> Changed(Dictionary<string, string> parameters, params (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                parameters.Remove(name);
            }
            else
            {
                parameters[name] = value;
            }
        }

        return parameters;
    }

    private async Task<HttpResponseMessage> GetAsync(Uri url, FormUrlEncodedContent query) =>
        await http.GetAsync(new UriBuilder(url) { Query = await query.ReadAsStringAsync() }.Uri);

    private string Sign(string method, Dictionary<string, string> parameters)
    {
        var keys = parameters.Keys.ToArray();
        Array.Sort(keys, string.CompareOrdinal);
        var query = string.Join('&', keys.Select(key => $"{key.Replace('_', '.')}={parameters[key]}"));
        var text = $"{method}{options.TencentSignatureHost}/v2/index.php?{query}";
        var secret = Encoding.UTF8.GetBytes(options.TencentSecretKey);
        return Convert.ToBase64String(parameters.ContainsKey("SignatureMethod")
            ? HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text))
            : HMACSHA1.HashData(secret, Encoding.UTF8.GetBytes(text)));
    }

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
