using System.Net;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Answers;

public sealed class RegionTests
{
    [Theory]
    [InlineData("mainland", "1")]
    [InlineData("overseas", "2")]
    [InlineData("OVERSEAS", "2")]
    public async Task Region_goes_to_the_provider_that_tells_them_apart_and_to_no_other(string region, string type)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.Monthly95Async($"month=2018-04&region={region}")).Monthly95();

        answer.Region.ShouldBe(region.ToLowerInvariant());
        answer.Entries.ShouldAllBe(e => e.Account == "qcloud");
        answer.Complete.ShouldBeTrue();
        gateway.Sandbox.TencentCalls.All.Single().Parameters["type"].ShouldBe(type);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Account_that_cannot_tell_regions_apart_is_not_supported_and_the_answer_says_who_can()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var problem = (await gateway.Monthly95Async("account=jd&month=2018-04&region=overseas")).Problem(HttpStatusCode.BadRequest, "not-supported");

        problem.Detail.ShouldContain("qcloud");
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Account_that_cannot_is_a_failure_beside_one_that_can()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.Monthly95Async("account=jd&account=qcloud&month=2018-04&region=overseas")).Monthly95();

        answer.Entries.ShouldNotBeEmpty();
        answer.Complete.ShouldBeFalse();
        var failure = answer.Failures.ShouldHaveSingleItem();
        (failure.Account, failure.Code).ShouldBe(("jd", "not-supported"));
        failure.Detail.ShouldContain("qcloud");
    }
}
