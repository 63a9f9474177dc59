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
    public async Task First_answer_is_what_the_first_curl_line_gets()
    {
        using var response = await gateway.GetAsync(Readme.CurlLines().First());
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        var entries = answer["entries"]!.AsArray();
        foreach (var overlay in entries.Where(e => (string?)e!["scope"] == "all").ToList())
        {
            entries.Remove(overlay); // the README says that it leaves them out
        }

        var shown = JsonNode.Parse(Readme.FirstAnswer())!;
        JsonNode.DeepEquals(answer, shown).ShouldBeTrue(answer.ToJsonString());
    }

    [Fact]
    public void Both_endpoints_are_tried() =>
        Readme.CurlLines().Select(path => path.Split('?')[0]).Distinct(StringComparer.Ordinal).ShouldBe(
            ["/api/v1/monthly-95", "/api/v1/bandwidth-flow", "/api/v1/accounts"], ignoreOrder: true);
}
