using System.Net;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Answers;

public sealed class NegotiationTests
{
    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/*", "text/csv")]
    [InlineData("text/csv;q=0.9, application/json;q=0.1", "text/csv")]
    [InlineData("text/csv, application/json", "application/json")]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", "application/json")]
    [InlineData("application/json;q=0, */*", "text/csv")]
    [InlineData("this is no media type", "application/json")]
    public async Task Format_is_what_the_Accept_header_likes_best(string? accept, string type)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        (string, string)[] headers = accept is null ? [] : [("Accept", accept)];

        (await gateway.GetAsync("/api/v1/bandwidth-flow", headers)).ContentType.ShouldBe(type);
        (await gateway.GetAsync("/api/v1/monthly-95?month=2018-04", headers)).ContentType.ShouldBe(type);
    }

    [Theory]
    [InlineData("csv", "application/json", "text/csv")]
    [InlineData("json", "text/csv", "application/json")]
    [InlineData("csv", "text/html", "text/csv")]
    public async Task Parameter_goes_before_the_header(string format, string accept, string type)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        (await gateway.BandwidthFlowAsync($"format={format}")).ContentType.ShouldBe(type);
        (await gateway.GetAsync($"/api/v1/bandwidth-flow?format={format}", ("Accept", accept))).ContentType.ShouldBe(type);
    }

    [Theory]
    [InlineData("/api/v1/bandwidth-flow", "text/html")]
    [InlineData("/api/v1/bandwidth-flow", "application/json;q=0, text/csv;q=0")]
    [InlineData("/api/v1/monthly-95?month=2018-04", "application/xml")]
    [InlineData("/api/v1/accounts", "text/csv")]
    public async Task Neither_JSON_nor_CSV_is_a_406_without_a_call(string path, string accept)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        (await gateway.GetAsync(path, ("Accept", accept))).Problem(HttpStatusCode.NotAcceptable, "not-acceptable");

        (gateway.Sandbox.JdCloudCalls.Count, gateway.Sandbox.TencentCalls.Count).ShouldBe((0, 0));
    }
}
