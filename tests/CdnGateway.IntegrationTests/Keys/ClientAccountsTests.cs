using System.Net;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Keys;

/// <summary>What a client that may see one account only is told of the others: nothing.</summary>
public sealed class ClientAccountsTests(SharedKeyedGateway shared) : IClassFixture<SharedKeyedGateway>
{
    [Theory]
    [InlineData("/api/v1/bandwidth-flow?account=qcloud")]
    [InlineData("/api/v1/bandwidth-flow?account=jd&account=QCLOUD")]
    [InlineData("/api/v1/bandwidth-flow?domain=www.test.com")]
    [InlineData("/api/v1/bandwidth-flow?domain=play.live.com&domain=WWW.test.com")]
    [InlineData("/api/v1/monthly-95?month=2018-04&account=qcloud")]
    [InlineData("/api/v1/monthly-95?month=2018-04&domain=img.test.com")]
    [InlineData("/api/v1/accounts?account=qcloud")]
    public async Task Foreign_account_or_domain_is_forbidden(string path)
    {
        (await AskAsync(path)).Problem(HttpStatusCode.Forbidden, "forbidden");

        shared.Gateway.Sandbox.TencentCalls.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("/api/v1/bandwidth-flow?account=nobody")]
    [InlineData("/api/v1/monthly-95?month=2018-04&account=nobody")]
    [InlineData("/api/v1/accounts?account=nobody")]
    public async Task Account_of_nobody_looks_like_a_foreign_one(string path)
    {
        var foreign = (await AskAsync(path.Replace("nobody", "qcloud", StringComparison.Ordinal))).Problem();
        var nobody = (await AskAsync(path)).Problem(HttpStatusCode.Forbidden, "forbidden");

        nobody.Detail.ShouldBe(foreign.Detail.Replace("qcloud", "nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Own_account_is_all_there_is()
    {
        (await AskAsync("/api/v1/accounts")).Accounts().Accounts.ShouldHaveSingleItem().Name.ShouldBe("jd");
        (await AskAsync("/api/v1/monthly-95?month=2018-04")).Monthly95().Entries.ShouldAllBe(e => e.Account == "jd");
        (await AskAsync("/api/v1/bandwidth-flow?account=jd")).BandwidthFlow().Complete.ShouldBeTrue();
        shared.Gateway.Sandbox.TencentCalls.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("/api/v1/monthly-95?month=2018-04&provider=tencent")]
    [InlineData("/api/v1/monthly-95?month=2018-04&region=overseas")]
    [InlineData("/api/v1/bandwidth-flow?domain=new.example.com&provider=tencent")]
    [InlineData("/api/v1/accounts?provider=tencent")]
    [InlineData("/api/v1/bandwidth-flow?account=x&domain=y&interval=z")]
    public async Task Refusal_does_not_name_what_the_client_may_not_see(string path)
    {
        var answer = await AskAsync(path);

        answer.Problem().Status.ShouldBe(400);
        answer.Body.ShouldNotContain("qcloud");
        answer.Body.ShouldNotContain("test.com");
    }

    [Fact]
    public async Task Client_that_sees_all_is_told_which_accounts_there_are()
    {
        var answer = await shared.Gateway.GetAsync("/api/v1/accounts?account=nobody", ("X-Api-Key", KeyedGateway.All));

        answer.Problem(HttpStatusCode.BadRequest, "invalid-request").Errors!["account"].Single().ShouldContain("jd, qcloud");
    }

    private Task<Answer> AskAsync(string path) => shared.Gateway.GetAsync(path, ("X-Api-Key", KeyedGateway.JdOnly));
}
