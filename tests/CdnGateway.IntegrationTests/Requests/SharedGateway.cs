using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Requests;

/// <summary>One gateway for a table of requests that leave nothing behind. It is the 2nd of June 2018, 17:36.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    internal GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayUnderTest.StartAsync();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
