using System.Security.Cryptography;
using System.Text;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Keys;

/// <summary>A gateway in production with three clients: one sees all, one sees JD only, one may ask twice a minute. Nothing is asked of a provider but for them.</summary>
internal static class KeyedGateway
{
    public const string All = "key-of-the-client-that-sees-all";
    public const string JdOnly = "key-of-the-client-that-sees-jd";
    public const string TwiceAMinute = "key-of-the-client-in-no-hurry";

    public static Task<GatewayUnderTest> StartAsync() => GatewayUnderTest.StartAsync(new GatewaySetup { Environment = "Production" }.With(
        ("Collector:Enabled", "false"),
        ("Clients:all:KeySha256", Sha256(All)),
        ("Clients:jd-only:KeySha256", Sha256(JdOnly)),
        ("Clients:jd-only:Accounts:0", "JD"),
        ("Clients:slow:KeySha256", Sha256(TwiceAMinute)),
        ("Clients:slow:RequestsPerMinute", "2")));

    public static string Sha256(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>Starts it once for a class.</summary>
public sealed class SharedKeyedGateway : IAsyncLifetime
{
    internal GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await KeyedGateway.StartAsync();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
