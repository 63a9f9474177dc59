using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CdnGateway.Providers.Tencent;

/// <summary>What of a request API 3.0's signature covers.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Host">The host that the provider sees.</param>
/// <param name="ContentType">The Content-Type header exactly as sent, charset included.</param>
/// <param name="Query">The URL-encoded query; empty for POST.</param>
/// <param name="Body">The very bytes that are sent.</param>
/// <param name="Action">The X-TC-Action header; null when it is not signed, as in the older samples.</param>
internal sealed record Tc3Request(string Method, string Host, string ContentType, string Query, ReadOnlyMemory<byte> Body, string? Action = null)
{
    public string SignedHeaders => Action is null ? "content-type;host" : "content-type;host;x-tc-action";
}

/// <summary>Tencent API 3.0's signature, TC3-HMAC-SHA256, over content type, host and, as the current page has it, the action.</summary>
/// <remarks>
/// Its date is the UTC day of the timestamp, where JD's is Beijing's: with Beijing's it would be refused from midnight to eight there.
/// </remarks>
internal static class Tc3Signer
{
    private const string Algorithm = "TC3-HMAC-SHA256";
    private const int HexDigits = 64;

    /// <summary>The value of the Authorization header.</summary>
    public static string Authorization(Tc3Request request, string service, DateTimeOffset timestamp, string secretId, string secretKey) =>
        $"{Algorithm} Credential={secretId}/{Scope(service, timestamp)}, SignedHeaders={request.SignedHeaders}, Signature={Sign(request, service, timestamp, secretKey)}";

    /// <summary>Of an Authorization header, what must not be repeated to anybody.</summary>
    public static string SignatureOf(string authorization) => authorization[^HexDigits..];

    public static string CanonicalRequest(Tc3Request request) =>
        $"{request.Method}\n/\n{request.Query}\ncontent-type:{request.ContentType.ToLowerInvariant()}\nhost:{request.Host.ToLowerInvariant()}\n"
        + $"{(request.Action is { } action ? $"x-tc-action:{action.ToLowerInvariant()}\n" : "")}\n{request.SignedHeaders}\n{Hash(request.Body.Span)}";

    public static string StringToSign(Tc3Request request, string service, DateTimeOffset timestamp) =>
        $"{Algorithm}\n{timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}\n{Scope(service, timestamp)}\n"
        + Hash(Encoding.UTF8.GetBytes(CanonicalRequest(request)));

    private static string Sign(Tc3Request request, string service, DateTimeOffset timestamp, string secretKey)
    {
        var key = Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("TC3" + secretKey), DayOf(timestamp)), service), "tc3_request");
        return Convert.ToHexStringLower(Hmac(key, StringToSign(request, service, timestamp)));
    }

    private static string Scope(string service, DateTimeOffset timestamp) => $"{DayOf(timestamp)}/{service}/tc3_request";

    private static string DayOf(DateTimeOffset timestamp) => timestamp.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
