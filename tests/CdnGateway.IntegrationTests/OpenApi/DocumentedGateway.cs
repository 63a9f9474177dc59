using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CdnGateway.IntegrationTests.OpenApi;

/// <summary>The gateway on a real port with the sandbox behind it, as whoever opens /swagger meets it.</summary>
public class DocumentedGateway : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string DocumentPath = "/swagger/v1/swagger.json";

    public DocumentedGateway() => UseKestrel();

    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CdnGateway:AllowAnonymous"] = "true",
        ["CdnGateway:Sandbox:Enabled"] = "true",
    };

    public ValueTask InitializeAsync()
    {
        StartServer();
        return ValueTask.CompletedTask;
    }

    public async Task<string> ReadDocumentTextAsync()
    {
        using var client = CreateClient();
        return await client.GetStringAsync(DocumentPath);
    }

    public async Task<JsonObject> ReadDocumentAsync() => JsonNode.Parse(await ReadDocumentTextAsync())!.AsObject();

    public async Task<HttpResponseMessage> GetAsync(string pathAndQuery)
    {
        using var client = CreateClient();
        return await client.GetAsync(pathAndQuery);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Not by UseKestrel(0): that sets the port while Program is already starting the server, and loses now and then.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
