using System.Globalization;

namespace CdnGateway.Hosting;

/// <summary>Asks the gateway beside it whether it lives, for a container whose image has nothing else to ask with.</summary>
internal static class HealthProbe
{
    private const string Argument = "--healthcheck";
    private const int DefaultPort = 8080;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static bool IsAskedFor(IReadOnlyList<string> args) => args is [Argument];

    /// <summary>For use as an exit code: 0 if the gateway answers, 1 if not.</summary>
    public static Task<int> RunAsync(CancellationToken cancellationToken) =>
        AskAsync(Address(new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").Build()), cancellationToken);

    /// <summary>Where the web server of the same environment listens; of its two variables, the first wins there too.</summary>
    internal static Uri Address(IConfiguration host)
    {
        var port = PortOfUrls(host["URLS"]) ?? FirstPort(host["HTTP_PORTS"]) ?? DefaultPort;
        return new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port, "/health/live").Uri;
    }

    internal static async Task<int> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        // A proxy for the way out has no say on loopback.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            response.EnsureSuccessStatusCode();
            return 0;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address}: {e.Message}");
            return 1;
        }
    }

    private static int? PortOfUrls(string? urls) => Parts(urls)
        .Select(BindingAddress.Parse)
        .FirstOrDefault(binding => binding.Scheme == Uri.UriSchemeHttp)?.Port;

    private static int? FirstPort(string? ports) =>
        Parts(ports) is [var port, ..] ? int.Parse(port, CultureInfo.InvariantCulture) : null;

    private static string[] Parts(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
