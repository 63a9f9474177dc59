using System.Net;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Requests;

public sealed class LargeQuestionTests
{
    private static string Domains(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"&domain=d{i}.example.com"));

    [Fact]
    public async Task Question_beyond_any_quota_is_refused_before_it_takes_everybodys_calls()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup().With(("Accounts:jd:CallsPerMinute", "20")));

        var flow = await gateway.BandwidthFlowAsync($"account=jd&start=2017-06-02&end=2018-06-02{Domains(17)}"); // 13 calls each: 221
        var month = await gateway.Monthly95Async($"account=jd&month=2018-05{Domains(101)}"); // 2 calls each: 202

        flow.Problem(HttpStatusCode.BadRequest, "invalid-request").Errors!.Keys.ShouldBe(["domain"]);
        month.Problem(HttpStatusCode.BadRequest, "invalid-request").Errors!.Keys.ShouldBe(["domain"]);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(0);
    }
}
