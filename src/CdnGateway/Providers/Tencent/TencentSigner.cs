using System.Security.Cryptography;
using System.Text;

namespace CdnGateway.Providers.Tencent;

/// <summary>Tencent API 2.0's signature: base64 HMAC over method, host, path and the parameters in ordinal order, values as they are.</summary>
/// <remarks>
/// Ordinal matters: <c>hosts.1 &lt; hosts.10 &lt; hosts.2</c>, and upper case before lower. An underscore in a key is signed as a dot.
/// Values are not encoded before signing, which is why nothing but host names, dates and numbers may become one.
/// </remarks>
internal static class TencentSigner
{
    public const string Path = "/v2/index.php";

    public static string Sign(
        CallMethod method,
        string host,
        IEnumerable<KeyValuePair<string, string>> parameters,
        SignatureMethod signatureMethod,
        string secretKey)
    {
        var text = Encoding.UTF8.GetBytes(StringToSign(method, host, parameters));
        var key = Encoding.UTF8.GetBytes(secretKey);
#pragma warning disable CA5350 // HMAC-SHA1 is the provider's older method, to be chosen by configuration
        return Convert.ToBase64String(signatureMethod == SignatureMethod.HmacSHA256 ? HMACSHA256.HashData(key, text) : HMACSHA1.HashData(key, text));
#pragma warning restore CA5350
    }

    public static string StringToSign(CallMethod method, string host, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var pairs = parameters
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"{p.Key.Replace('_', '.')}={p.Value}");
        return $"{(method == CallMethod.Get ? "GET" : "POST")}{host}{Path}?{string.Join('&', pairs)}";
    }
}
