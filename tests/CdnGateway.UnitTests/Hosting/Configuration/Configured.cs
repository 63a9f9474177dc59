using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.UnitTests.Hosting.Configuration;

/// <summary>Configurations written as <c>key=value | key=value</c>, the keys without their first segment.</summary>
internal static class Configured
{
    public const string HashOfA = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string HashOfB = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    /// <summary>The least that starts outside Development.</summary>
    public const string Good =
        "Accounts:jd:Provider=JdCloud | Accounts:jd:Username=pin | Accounts:jd:SecretKey=s | Accounts:jd:Domains:0=a.example.com"
        + " | Accounts:qcloud:Provider=Tencent | Accounts:qcloud:SecretId=i | Accounts:qcloud:SecretKey=s"
        + " | Clients:app:KeySha256=" + HashOfA;

    public static IConfiguration Of(params string[] texts)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in texts.SelectMany(text => text.Split(" | ", StringSplitOptions.RemoveEmptyEntries)))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            pairs[$"CdnGateway:{pair[..at]}"] = pair[(at + 1)..];
        }

        return new ConfigurationBuilder().AddInMemoryCollection(pairs).Build();
    }

    public static GatewaySettings Read(params string[] texts) => GatewaySettings.Read(Of(texts), isDevelopment: false, ProviderKinds.All);

    public static GatewaySettings ReadInDevelopment(params string[] texts) =>
        GatewaySettings.Read(Of(texts), isDevelopment: true, ProviderKinds.All);

    public static ConfigurationMistakesException Refuse(params string[] texts) =>
        Should.Throw<ConfigurationMistakesException>(() => Read(texts));
}
