using System.Security.Cryptography;
using System.Text;

namespace CdnGateway.Sandbox.Tencent;

/// <summary>
/// Signature of the 2.0 API: HMAC over method, host, path and all parameters but <c>Signature</c>, sorted by code point, values raw.
/// An underscore in a name is signed as a dot.
/// </summary>
internal static class TencentSignature
{
    public static bool IsRight(ReceivedCall call, string host, string secretKey)
    {
        var parameters = call.Parameters
            .Where(parameter => parameter.Key != "Signature")
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key.Replace('_', '.')}={parameter.Value}");
        var text = Encoding.UTF8.GetBytes($"{call.Method.ToUpperInvariant()}{host}{call.Path}?{string.Join('&', parameters)}");
        var key = Encoding.UTF8.GetBytes(secretKey);
#pragma warning disable CA5350 // SHA-1 is the provider's default, not our choice.
        var hash = call.Text("SignatureMethod") == "HmacSHA256" ? HMACSHA256.HashData(key, text) : HMACSHA1.HashData(key, text);
#pragma warning restore CA5350
        var expected = Encoding.UTF8.GetBytes(Convert.ToBase64String(hash));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(call.Text("Signature")));
    }
}
