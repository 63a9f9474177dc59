using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CdnGateway.Sandbox.TencentV3;

/// <summary>
/// Verifies TC3-HMAC-SHA256: a canonical request of what arrived, under a key that is derived from the UTC date, the service and the
/// constant <c>tc3_request</c>. The service is the first label of the signed host.
/// </summary>
internal sealed partial class TencentV3Signature(string host, string secretKey)
{
    private static readonly string[] AlwaysSigned = ["content-type", "host"];

    private readonly string service = host.Split('.')[0];

    /// <summary>The key id that the header names, or null if the header is not what the documents ask for.</summary>
    public static string? SecretIdOf(ReceivedCall call) =>
        Header().Match(call.Header("Authorization")) is { Success: true } match ? match.Groups["id"].Value : null;

    public bool IsRight(ReceivedCall call, long timestamp)
    {
        var header = Header().Match(call.Header("Authorization"));
        var names = header.Groups["headers"].Value.Split(';').Order(StringComparer.Ordinal).ToArray();
        var date = DateTimeOffset.FromUnixTimeSeconds(timestamp).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (AlwaysSigned.Except(names, StringComparer.Ordinal).Any()
            || names.Any(name => !call.Headers.ContainsKey(name))
            || header.Groups["date"].Value != date
            || header.Groups["service"].Value != service)
        {
            return false;
        }

        var scope = $"{date}/{service}/tc3_request";
        var text = $"TC3-HMAC-SHA256\n{timestamp.ToString(CultureInfo.InvariantCulture)}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(Canonical(call, names)))}";
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(KeyOf(date), Encoding.UTF8.GetBytes(text)));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(header.Groups["signature"].Value));
    }

    private string Canonical(ReceivedCall call, string[] names)
    {
        var query = call.Method == "GET" ? call.Query.TrimStart('?') : "";
        var headers = string.Concat(names.Select(name => $"{name}:{ValueOf(call, name)}\n"));
        return $"{call.Method}\n/\n{query}\n{headers}\n{string.Join(';', names)}\n{Hash(call.RawBody.Span)}";
    }

    private string ValueOf(ReceivedCall call, string name) =>
        (name == "host" ? host : call.Header(name)).Trim().ToLowerInvariant();

    private byte[] KeyOf(string date)
    {
        var dayKey = HMACSHA256.HashData(Encoding.UTF8.GetBytes("TC3" + secretKey), Encoding.UTF8.GetBytes(date));
        var serviceKey = HMACSHA256.HashData(dayKey, Encoding.UTF8.GetBytes(service));
        return HMACSHA256.HashData(serviceKey, "tc3_request"u8);
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [GeneratedRegex(
        "^TC3-HMAC-SHA256 +Credential=(?<id>[^/, ]+)/(?<date>[0-9-]{10})/(?<service>[a-z0-9]+)/tc3_request, *"
        + "SignedHeaders=(?<headers>[a-z0-9;-]+), *Signature=(?<signature>[0-9a-f]{64})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Header();
}
