using System.Text.Json.Nodes;

namespace CdnGateway.IntegrationTests.OpenApi;

public sealed class PrefixTests(PrefixTests.PrefixedGateway gateway) : IClassFixture<PrefixTests.PrefixedGateway>
{
    [Theory]
    [InlineData("", "", "/")]
    [InlineData("/cdn", "", "/cdn")]
    [InlineData("", "/edge", "/edge")]
    [InlineData("", "//evil.example", "/")]
    [InlineData("", "/\\evil.example", "/")]
    [InlineData("/cdn", "https://evil.example", "/cdn")]
    [InlineData("/cdn", "/edge", "/edge/cdn")]
    public async Task Server_is_the_prefix_that_the_browser_sees(string pathBase, string forwardedPrefix, string expected)
    {
        using var client = gateway.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "gateway.example");
        if (forwardedPrefix.Length > 0)
        {
            client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", forwardedPrefix);
        }

        var document = JsonNode.Parse(await client.GetStringAsync(pathBase + DocumentedGateway.DocumentPath))!;

        document["servers"]!.AsArray().Select(s => s!["url"]!.GetValue<string>()).ShouldBe([expected]);
    }

    [Theory]
    [InlineData("/swagger")]
    [InlineData("/swagger/")]
    [InlineData("/cdn/swagger")]
    [InlineData("/cdn/swagger/")]
    public async Task Page_is_found_and_finds_the_document_relatively(string path)
    {
        using var client = gateway.CreateClient();
        using var page = await client.GetAsync(path);
        var address = page.RequestMessage!.RequestUri!;

        page.IsSuccessStatusCode.ShouldBeTrue();
        address.AbsolutePath.ShouldBe($"{path.TrimEnd('/')}/index.html");
        (await client.GetStringAsync(new Uri(address, "index.js"))).ShouldContain("\"url\":\"v1/swagger.json\"");
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("://");
    }

    public sealed class PrefixedGateway : DocumentedGateway
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CdnGateway:AllowAnonymous"] = "true",
            ["CdnGateway:Sandbox:Enabled"] = "true",
            ["CdnGateway:PathBase"] = "/cdn",
            ["CdnGateway:TrustedProxies:0"] = "127.0.0.1",
            ["CdnGateway:TrustedProxies:1"] = "::1",
        };
    }
}
