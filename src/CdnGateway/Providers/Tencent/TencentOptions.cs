using CdnGateway.Settings;

namespace CdnGateway.Providers.Tencent;

internal enum SignatureMethod
{
    HmacSHA256,
    HmacSHA1,
}

internal enum CallMethod
{
    Post,
    Get,
}

/// <summary>The keys that only a Tencent account has.</summary>
/// <param name="SecretId">Names the key pair.</param>
/// <param name="SecretKey">Signs, and is never sent.</param>
/// <param name="Token">Of temporary (STS) credentials.</param>
/// <param name="SignatureMethod">HMAC of the signature.</param>
/// <param name="HttpMethod">Parameters in the body or in the query.</param>
/// <param name="SignatureHost">The host that is signed, whatever the base URL is.</param>
internal sealed record TencentOptions(
    string SecretId,
    string SecretKey,
    string? Token,
    SignatureMethod SignatureMethod,
    CallMethod HttpMethod,
    string SignatureHost)
{
    public const string DefaultSignatureHost = "cdn.api.qcloud.com";

    public static TencentOptions Read(SettingsSection section) => new(
        section.RequiredText("SecretId"),
        section.RequiredText("SecretKey"),
        section.Text("Token"),
        section.Choice("SignatureMethod", SignatureMethod.HmacSHA256),
        section.Choice("HttpMethod", CallMethod.Post),
        section.HostName("SignatureHost", DefaultSignatureHost));

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => nameof(TencentOptions);
}
