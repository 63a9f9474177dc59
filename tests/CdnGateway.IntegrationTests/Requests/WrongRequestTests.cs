using System.Net;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Requests;

/// <summary>Every wrong request is a 400 that names all that is wrong with it, and none reaches a provider.</summary>
public sealed class WrongRequestTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    public static TheoryData<string, string> OfTimes => Table(WrongRequests.Times);

    public static TheoryData<string, string> OfRanges => Table(WrongRequests.Ranges);

    public static TheoryData<string, string> OfChoices => Table(WrongRequests.Choices);

    public static TheoryData<string, string> OfDomains => Table(WrongRequests.Domains);

    public static TheoryData<string, string> OfMonths => Table(WrongRequests.Months);

    public static TheoryData<string, string> OfAccounts => Table(WrongRequests.Accounts);

    [Theory]
    [MemberData(nameof(OfTimes))]
    [MemberData(nameof(OfRanges))]
    [MemberData(nameof(OfChoices))]
    [MemberData(nameof(OfDomains))]
    public Task Bandwidth_flow_asked_wrongly_is_told_so(string query, string names) => ShouldBeToldAsync($"/api/v1/bandwidth-flow?{query}", names);

    [Theory]
    [MemberData(nameof(OfMonths))]
    public Task Monthly_95_asked_wrongly_is_told_so(string query, string names) => ShouldBeToldAsync($"/api/v1/monthly-95?{query}", names);

    [Theory]
    [MemberData(nameof(OfAccounts))]
    public Task Accounts_asked_wrongly_are_told_so(string query, string names) => ShouldBeToldAsync($"/api/v1/accounts?{query}", names);

    [Fact]
    public async Task Wrong_value_is_repeated_in_short()
    {
        var answer = await shared.Gateway.BandwidthFlowAsync($"domain={new string('x', 3000)}");

        answer.Problem().Errors!["domain"].Single().Length.ShouldBeLessThan(300);
    }

    private static TheoryData<string, string> Table((string Query, string Names)[] rows) => [.. rows];

    private async Task ShouldBeToldAsync(string path, string names)
    {
        var answer = await shared.Gateway.GetAsync(path);

        var problem = answer.Problem(HttpStatusCode.BadRequest, "invalid-request");
        problem.Errors.ShouldNotBeNull();
        string.Join(',', problem.Errors.Keys.Order(StringComparer.Ordinal)).ShouldBe(names, answer.Body);
        problem.Errors.Values.ShouldAllBe(texts => texts.Length > 0 && texts.All(text => text.Length > 0));
        problem.Failures.ShouldBeNull();
        shared.Gateway.Sandbox.JdCloudCalls.Count.ShouldBe(0);
        shared.Gateway.Sandbox.TencentCalls.Count.ShouldBe(0);
    }
}
