using System.Net;
using CdnGateway.IntegrationTests.Harness;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CdnGateway.IntegrationTests.Proxies;

/// <summary>Behind a reverse proxy: what its headers say is believed of the trusted ones alone.</summary>
public sealed class ReverseProxyTests
{
    private const string Direct = "http://127.0.0.1 from 127.0.0.1";

    private static readonly GatewaySetup Setup = new() { Services = services => services.AddTransient<IStartupFilter, SeenByTheGateway>() };

    private static readonly (string, string)[] Forwarded =
    [
        ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "cdn.example.com"), ("X-Forwarded-Prefix", "/outer"),
    ];

    [Theory]
    [InlineData(null)]
    [InlineData("10.0.0.0/8")]
    [InlineData("127.0.0.2")]
    [InlineData("::1")]
    public async Task Headers_of_a_stranger_are_not_believed(string? trusted)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Setup.With(("TrustedProxies:0", trusted)));

        var answer = await gateway.GetAsync("/", Forwarded);

        answer.Header("X-Seen").ShouldBe(Direct);
        answer.Header("Location").ShouldBe("/swagger/");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task Headers_of_a_trusted_proxy_are_believed(string trusted)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Setup.With(("TrustedProxies:0", "10.0.0.7"), ("TrustedProxies:1", trusted)));

        var answer = await gateway.GetAsync("/", Forwarded);

        answer.Header("X-Seen").ShouldBe("https://cdn.example.com/outer from 203.0.113.9");
        answer.Header("Location").ShouldBe("/outer/swagger/");
        (await gateway.GetAsync("/nowhere", Forwarded)).Problem(HttpStatusCode.NotFound, "not-found").Instance.ShouldBe("/outer/nowhere");
        (await gateway.GetAsync("/")).Header("X-Seen").ShouldBe(Direct);
    }

    [Theory]
    [InlineData("6.6.6.6, 203.0.113.9", "203.0.113.9")]
    [InlineData("6.6.6.6, 203.0.113.9, 10.0.0.7", "203.0.113.9")]
    [InlineData("nonsense", "127.0.0.1")]
    public async Task Address_that_a_caller_invents_before_the_proxies_is_not_believed(string forwardedFor, string seen)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Setup.With(("TrustedProxies:0", "10.0.0.7"), ("TrustedProxies:1", "127.0.0.1")));

        (await gateway.GetAsync("/health/live", ("X-Forwarded-For", forwardedFor))).Header("X-Seen")!.ShouldEndWith($" from {seen}");
    }

    [Fact]
    public async Task Prefix_is_taken_off_the_path_and_put_back_where_the_caller_sees_it()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Setup.With(("PathBase", "/cdn")));

        (await gateway.GetAsync("/cdn/api/v1/bandwidth-flow")).BandwidthFlow().Complete.ShouldBeTrue();
        (await gateway.GetAsync("/cdn/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync("/cdn/")).Header("Location").ShouldBe("/cdn/swagger/");
        (await gateway.GetAsync("/cdn/api/v1/nowhere")).Problem(HttpStatusCode.NotFound, "not-found").Instance.ShouldBe("/cdn/api/v1/nowhere");
        (await gateway.GetAsync("/cdn/nowhere")).Problem(HttpStatusCode.NotFound, "not-found").Instance.ShouldBe("/cdn/nowhere");
        (await gateway.GetAsync("/cdn/api/v1/accounts?x=1")).Problem(HttpStatusCode.BadRequest, "invalid-request").Instance.ShouldBe("/cdn/api/v1/accounts");
    }

    [Theory]
    [InlineData("/cdn/api/v1/accounts")]
    [InlineData("/CDN/api/v1/accounts")]
    [InlineData("/cdn/api/v1/nowhere")]
    [InlineData("/api/v1/accounts")]
    public async Task Key_is_asked_for_behind_the_prefix_as_well(string path)
    {
        var setup = Setup.With(("PathBase", "/cdn"), ("Clients:c:KeySha256", Keys.KeyedGateway.Sha256("k")));
        await using var gateway = await GatewayUnderTest.StartAsync(setup);

        (await gateway.GetAsync(path)).Problem(HttpStatusCode.Unauthorized, "unauthorized").Instance.ShouldBe(path);
    }
}
