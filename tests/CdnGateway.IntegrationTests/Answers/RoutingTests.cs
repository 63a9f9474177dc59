using System.Net;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Answers;

/// <summary>Which account is asked for which domain.</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task Listed_domain_goes_to_its_account_only()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.Monthly95Async("month=2018-04&domain=www.test.com&domain=vod.live.com")).Monthly95();

        answer.Complete.ShouldBeTrue();
        gateway.Sandbox.JdCloudCalls.All.ShouldHaveSingleItem().Parameters["domain"].ShouldBe("vod.live.com");
        var call = gateway.Sandbox.TencentCalls.All.ShouldHaveSingleItem();
        call.Parameters["hosts.0"].ShouldBe("www.test.com");
        call.Parameters.ContainsKey("hosts.1").ShouldBeFalse();
    }

    [Fact]
    public async Task Domain_listed_nowhere_goes_to_every_account_that_can_answer()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = await gateway.Monthly95Async("month=2018-04&domain=new.test.com");

        var problem = answer.Problem(HttpStatusCode.BadGateway, "upstream-rejected");
        problem.Failures!.Select(f => (f.Account, f.Domain, f.ProviderCode)).ShouldBe([("jd", "new.test.com", "18"), ("qcloud", "new.test.com", "9110")]);
    }

    [Fact]
    public async Task Domain_is_one_whatever_its_case_and_however_often_it_is_named()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.BandwidthFlowAsync("domain=Play.Live.COM&domain=play.live.com")).BandwidthFlow();

        answer.Series.ShouldHaveSingleItem().Domain.ShouldBe("play.live.com");
        gateway.Sandbox.JdCloudCalls.All.ShouldHaveSingleItem().Parameters["domain"].ShouldBe("play.live.com");
    }

    [Fact]
    public async Task Account_without_bandwidth_flow_is_not_supported_and_the_answer_says_who_can()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var problem = (await gateway.BandwidthFlowAsync("account=qcloud")).Problem(HttpStatusCode.BadRequest, "not-supported");

        problem.Detail.ShouldContain("jd can");
        gateway.Sandbox.TencentCalls.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Domain_of_an_account_that_cannot_answer_is_not_supported()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var problem = (await gateway.BandwidthFlowAsync("domain=www.test.com")).Problem(HttpStatusCode.BadRequest, "not-supported");

        var failure = problem.Failures!.ShouldHaveSingleItem();
        (failure.Account, failure.Domain).ShouldBe(("qcloud", "www.test.com"));
    }

    [Fact]
    public async Task Account_that_is_not_named_and_cannot_answer_is_not_missed()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();

        var answer = (await gateway.GetAsync("/api/v1/bandwidth-flow")).BandwidthFlow();

        answer.Series.Select(s => s.Account).Distinct(StringComparer.Ordinal).ShouldBe(["jd"]);
        answer.Failures.ShouldBeEmpty();
        answer.Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task Account_without_domains_needs_one_to_be_named()
    {
        var setup = new GatewaySetup().With(("Accounts:jd:Domains:0", null), ("Accounts:jd:Domains:1", null));
        await using var gateway = await GatewayUnderTest.StartAsync(setup);

        (await gateway.GetAsync("/api/v1/bandwidth-flow")).Problem(HttpStatusCode.BadRequest, "not-supported").Detail.ShouldContain("Domains");
        (await gateway.BandwidthFlowAsync("domain=play.live.com")).BandwidthFlow().Complete.ShouldBeTrue();
    }

    [Fact]
    public async Task Domain_listed_under_two_accounts_is_asked_of_both_and_summed()
    {
        var setup = new GatewaySetup();
        await using var gateway = await GatewayUnderTest.StartAsync(setup);
        var url = gateway.Sandbox.JdCloudUrl.AbsoluteUri;
        await using var twofold = await GatewayUnderTest.StartAsync(setup.With(
            ("Accounts:jd2:Provider", "JdCloud"),
            ("Accounts:jd2:BaseUrl", url),
            ("Accounts:jd2:Username", setup.Sandbox.JdUsername),
            ("Accounts:jd2:SecretKey", setup.Sandbox.JdSecretKey),
            ("Accounts:jd2:Domains:0", "play.live.com")));

        var answer = (await twofold.BandwidthFlowAsync("domain=play.live.com")).BandwidthFlow();

        answer.Series.Select(s => s.Account).ShouldBe(["jd", "jd2"]);
        answer.Total.Summary.TotalFlowBytes.ShouldBe(2 * answer.Series[0].Summary.TotalFlowBytes);
        (gateway.Sandbox.JdCloudCalls.Count, twofold.Sandbox.JdCloudCalls.Count).ShouldBe((1, 1));
    }
}
