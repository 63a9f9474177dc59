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

/// <summary>Which of Tencent's two CDN APIs an account is called at.</summary>
[Flags]
internal enum TencentApis
{
    V2 = 1,
    V3 = 2,
    Both = V2 | V3,
}

/// <summary>The keys that only a Tencent account has.</summary>
/// <param name="SecretId">Names the key pair.</param>
/// <param name="SecretKey">Signs, and is never sent.</param>
/// <param name="Token">Of temporary (STS) credentials.</param>
/// <param name="SignatureMethod">HMAC of API 2.0's signature.</param>
/// <param name="HttpMethod">API 2.0's parameters in the body or in the query.</param>
/// <param name="SignatureHost">The host that API 2.0's signature covers, whatever the base URL is.</param>
internal sealed record TencentOptions(
    string SecretId,
    string SecretKey,
    string? Token,
    SignatureMethod SignatureMethod,
    CallMethod HttpMethod,
    string SignatureHost)
{
    public const string DefaultSignatureHost = "cdn.api.qcloud.com";

    public const string DefaultV3SignatureHost = "cdn.tencentcloudapi.com";
    public const int DefaultCallsPerSecond = 20;

    private const int MostCallsPerSecond = 10_000;

    public static readonly Uri DefaultV3BaseUrl = new("https://cdn.tencentcloudapi.com");

    /// <summary>2.0 has the finished month-95, 3.0 has the points.</summary>
    public TencentApis Api { get; init; } = TencentApis.V2;

    public Uri V3BaseUrl { get; init; } = DefaultV3BaseUrl;

    /// <summary>The host that API 3.0's signature covers, whatever its base URL is.</summary>
    public string V3SignatureHost { get; init; } = DefaultV3SignatureHost;

    /// <summary>API 3.0's quota.</summary>
    public int CallsPerSecond { get; init; } = DefaultCallsPerSecond;

    /// <summary>Points of a double must not pass for the provider's; else nothing: a key pair rotates, and the account's number is only in its answers.</summary>
    public string Holder => Api.HasFlag(TencentApis.V3) && V3BaseUrl != DefaultV3BaseUrl ? V3BaseUrl.AbsoluteUri : "";

    /// <summary>Billing data come 4 to 28 hours late (DescribeBillingData); a point that is absent is asked for one last time, so 3.0's get some hours more.</summary>
    public TimeSpan DefaultSettleAfter => TimeSpan.FromHours(Api.HasFlag(TencentApis.V3) ? 36 : 28);

    public static TencentOptions Read(SettingsSection section) => new(
        section.RequiredText("SecretId"),
        section.RequiredText("SecretKey"),
        section.Text("Token"),
        section.Choice("SignatureMethod", SignatureMethod.HmacSHA256),
        section.Choice("HttpMethod", CallMethod.Post),
        section.HostName("SignatureHost", DefaultSignatureHost))
    {
        Api = section.Choices("Api", TencentApis.V2),
        V3BaseUrl = section.BaseUrl("V3BaseUrl", DefaultV3BaseUrl),
        V3SignatureHost = section.HostName("V3SignatureHost", DefaultV3SignatureHost),
        CallsPerSecond = section.WholeNumber("CallsPerSecond", DefaultCallsPerSecond, least: 1, MostCallsPerSecond),
    };

    /// <summary>The addresses of the account, 3.0's last.</summary>
    public IReadOnlyList<ProviderApi> ApisOf(CdnAccount account) =>
    [
        .. Api.HasFlag(TencentApis.V2) ? new[] { V2Of(account) } : [],
        .. Api.HasFlag(TencentApis.V3) ? new[] { V3 } : [],
    ];

    public ProviderApi V3 => new("v3", V3BaseUrl, CallsPerSecond, ProviderApi.Second) { DomainsPerCall = TencentV3Batches.MostDomains };

    public static ProviderApi V2Of(CdnAccount account) => new("v2", account.BaseUrl, account.CallsPerMinute, ProviderApi.Minute);

    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => nameof(TencentOptions);
}
