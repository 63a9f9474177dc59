using CdnGateway.Providers;

namespace CdnGateway.Upstream;

/// <summary>The HTTP client of an account's API, with connections of its own.</summary>
internal static class UpstreamHttp
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static string ClientName(CdnAccount account, ProviderApi api) => $"cdn:{UpstreamChannel.KeyOf(account, api)}";

    public static void AddUpstreamHttpClient(this IServiceCollection services, CdnAccount account, ProviderApi api) =>
        services.AddHttpClient(ClientName(account, api), client =>
            {
                client.BaseAddress = WithSlash(api.BaseUrl);
                client.Timeout = Timeout.InfiniteTimeSpan; // the pipeline's timeouts cover reading the body as well
                client.DefaultRequestHeaders.UserAgent.ParseAdd("CdnGateway");
            })
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the client lives as long as its account; connections are renewed below
            .RemoveAllLoggers(); // they print URLs, and a signed URL is a secret

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false, // a redirect would carry the signature to another host
        UseCookies = false,
        ActivityHeadersPropagator = null, // our trace ids are no provider's business
        PooledConnectionLifetime = ConnectionLifetime,
        PlaintextStreamFilter = (context, _) => ValueTask.FromResult(Watched(context)),
    };

    /// <remarks>The tunnel through an egress proxy is opened on the request's behalf, but is not the request.</remarks>
    private static Stream Watched(SocketsHttpPlaintextStreamFilterContext context) =>
        context.InitialRequestMessage.Method == HttpMethod.Connect ? context.PlaintextStream : new DepartureStream(context.PlaintextStream);

    private static Uri WithSlash(Uri baseUrl) =>
        baseUrl.AbsoluteUri.EndsWith('/') ? baseUrl : new Uri(baseUrl.AbsoluteUri + "/");
}
