using System.Net;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Keys;

public sealed class AnonymousTests
{
    [Theory]
    [InlineData("Development", null, 200)]
    [InlineData("Development", "false", 401)]
    [InlineData("Production", "true", 200)]
    public async Task Nobody_is_let_in_where_that_is_allowed(string environment, string? allowed, int status)
    {
        var setup = new GatewaySetup { Environment = environment }.With(("AllowAnonymous", allowed));
        await using var gateway = await GatewayUnderTest.StartAsync(setup);

        ((int)(await gateway.GetAsync("/api/v1/accounts")).Status).ShouldBe(status);
    }

    [Fact]
    public async Task Development_with_a_client_asks_for_its_key()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Clients:c:KeySha256", KeyedGateway.Sha256("k"))));

        (await gateway.GetAsync("/api/v1/accounts")).Problem(HttpStatusCode.Unauthorized, "unauthorized");
        (await gateway.GetAsync("/api/v1/accounts", ("X-Api-Key", "k"))).Accounts().Accounts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Wrong_key_is_refused_where_none_is_needed()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        (await gateway.GetAsync("/api/v1/accounts", ("X-Api-Key", "wrong"))).Problem(HttpStatusCode.Unauthorized, "unauthorized");
    }
}
