using CdnGateway.IntegrationTests.Harness;
using Microsoft.Extensions.Logging;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>Callers who go while a large answer is streamed to them.</summary>
public sealed class GoneCallerTests
{
    private const int RequestCompleted = 1000;
    private const string Month = "start=2018-04-01&end=2018-05-01";

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task Download_that_is_given_up_is_no_error(string format)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        (await gateway.BandwidthFlowAsync(Month)).BandwidthFlow().Complete.ShouldBeTrue();

        for (var i = 0; i < 10; i++)
        {
            await GiveUpAsync(gateway, $"/api/v1/bandwidth-flow?{Month}&format={format}");
        }

        await gateway.Log.WaitForAsync(RequestCompleted, count: 11);
        gateway.Log.Events.Where(e => e.Level >= LogLevel.Error).Select(e => e.Text).ShouldBeEmpty();
    }

    private static async Task GiveUpAsync(GatewayUnderTest gateway, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        (await body.ReadAsync(new byte[1000], TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
    }
}
