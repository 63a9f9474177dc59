using System.Collections.Concurrent;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Replicas;
using Microsoft.Extensions.DependencyInjection;

namespace CdnGateway.IntegrationTests.Quota;

/// <summary>
/// When each call of the gateway set out: after its permit was granted, and before that permit was counted. So two of them that the quota keeps a
/// window apart are a window apart here too, wherever the machine stalls; when they arrive depends on it.
/// </summary>
internal sealed class SettingOut
{
    private readonly ConcurrentQueue<long> stamps = new();

    public int Count => stamps.Count;

    public GatewaySetup In(GatewaySetup setup) => setup with
    {
        Services = services => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Stamping(stamps))),
    };

    public void ShouldNeverExceed(int limit, TimeSpan window) => stamps.ShouldNeverExceed(limit, window);

    private sealed class Stamping(ConcurrentQueue<long> stamps) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            stamps.Enqueue(TimeProvider.System.GetTimestamp());
            return base.SendAsync(request, cancellationToken);
        }
    }
}
