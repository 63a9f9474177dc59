using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CdnGateway.IntegrationTests.OpenApi;

namespace CdnGateway.IntegrationTests.Docs;

public sealed class ReadmeTests(DocumentedGateway gateway) : IClassFixture<DocumentedGateway>
{
    public static TheoryData<string> CurlLines => new(Readme.CurlLines());

    [Theory]
    [MemberData(nameof(CurlLines))]
    public async Task Curl_line_answers_with_data(string path)
    {
        using var response = await gateway.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        (await response.Content.ReadAsStringAsync()).ShouldContain("jd-demo");
    }

    [Fact]
    public async Task First_answer_is_what_the_first_curl_line_gets_of_a_new_gateway()
    {
        await using var first = new DocumentedGateway();
        await first.InitializeAsync();
        var shown = JsonNode.Parse(Readme.FirstAnswer())!;

        using var response = await first.GetAsync(Readme.CurlLines().First());

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        var entries = answer["entries"]!.AsArray();
        foreach (var overlay in entries.Where(e => (string?)e!["scope"] == "all").ToList())
        {
            entries.Remove(overlay); // the README says that it leaves them out
        }

        var asked = shown["entries"]![0]!["freshness"]!["fetchedAt"]!;
        foreach (var freshness in entries.Select(e => e!["freshness"]!))
        {
            DateTimeOffset.Parse((string)freshness["fetchedAt"]!, CultureInfo.InvariantCulture)
                .ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(2));
            freshness["fetchedAt"] = asked.DeepClone(); // when the README was written
        }

        JsonNode.DeepEquals(answer, shown).ShouldBeTrue(answer.ToJsonString());
    }

    [Fact]
    public async Task Reconciliation_is_what_its_curl_line_gets()
    {
        using var response = await gateway.GetAsync(Readme.CurlLines().ElementAt(1));

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        var entries = answer["entries"]!.AsArray();
        entries.Remove(entries.Single(e => (string?)e!["scope"] == "all"));
        JsonNode.DeepEquals(answer, JsonNode.Parse(Readme.Reconciliation())).ShouldBeTrue(answer.ToJsonString());
    }

    [Fact]
    public void Every_endpoint_is_tried() =>
        Readme.CurlLines().Select(path => path.Split('?')[0]).Distinct(StringComparer.Ordinal).ShouldBe(
            ["/api/v1/monthly-95", "/api/v1/monthly-95/reconciliation", "/api/v1/monthly-95/forecast", "/api/v1/bandwidth-flow", "/api/v1/accounts"], ignoreOrder: true);
}
