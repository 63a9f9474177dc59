using CdnGateway.Providers;

namespace CdnGateway.Features.Examples;

/// <summary>The accounts of all examples: those of the sandbox, so that what is shown can be asked for.</summary>
internal static class ExampleAccounts
{
    public static readonly CdnAccount JdCloud = new()
    {
        Name = "jd-demo",
        Provider = "jdcloud",
        Domains = ["play.live.com", "vod.live.com"],
        BaseUrl = new Uri("https://opencdn.jcloud.com"),
        CallsPerMinute = 100,
    };

    public static readonly CdnAccount Tencent = new()
    {
        Name = "tencent-demo",
        Provider = "tencent",
        Domains = ["www.test.com", "img.test.com"],
        BaseUrl = new Uri("https://cdn.api.qcloud.com"),
        CallsPerMinute = 100,
    };
}
