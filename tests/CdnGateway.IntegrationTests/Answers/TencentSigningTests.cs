using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;

namespace CdnGateway.IntegrationTests.Answers;

/// <summary>Signatures on the wire: 200 of each kind, so that every character that needs encoding occurs.</summary>
public sealed class TencentSigningTests
{
    private const int Calls = 200;
    private const int AtATime = 10;

    [Theory]
    [InlineData("Get", "HmacSHA1", null)]
    [InlineData("Get", "HmacSHA1", "a+token/with=all&of them%2B")]
    [InlineData("Get", "HmacSHA256", null)]
    [InlineData("Get", "HmacSHA256", "a+token/with=all&of them%2B")]
    [InlineData("Post", "HmacSHA1", null)]
    [InlineData("Post", "HmacSHA1", "a+token/with=all&of them%2B")]
    [InlineData("Post", "HmacSHA256", null)]
    [InlineData("Post", "HmacSHA256", "a+token/with=all&of them%2B")]
    public async Task Every_call_is_accepted_by_a_provider_that_verifies(string method, string signatureMethod, string? token)
    {
        var sandbox = new SandboxOptions { TencentToken = token, CallsPerMinute = 1000, Traffic = static (_, _) => 1_000_000 };
        var setup = new GatewaySetup { Sandbox = sandbox }.With(
            ("Accounts:qcloud:HttpMethod", method), ("Accounts:qcloud:SignatureMethod", signatureMethod));
        await using var gateway = await GatewayUnderTest.StartAsync(setup);

        for (var asked = 0; asked < Calls; asked += AtATime)
        {
            var answers = await Task.WhenAll(Enumerable.Range(asked, AtATime).Select(n => gateway.GetAsync(Questions.Day(n))));
            answers.ShouldAllBe(answer => answer.Monthly95().Complete);
        }

        var calls = gateway.Sandbox.TencentCalls.All;
        calls.Count.ShouldBe(Calls);
        calls.ShouldAllBe(call => call.Verdict == "Ok");
        calls.ShouldAllBe(call => call.Method == method.ToUpperInvariant());
        calls.ShouldAllBe(call => (call.Query.Length > 0) == (method == "Get") && (call.Body.Length > 0) == (method == "Post"));
        calls.ShouldAllBe(call => call.Parameters["SignatureMethod"] == signatureMethod);
        calls.ShouldAllBe(call => call.Parameters.GetValueOrDefault("Token") == token);
        calls.Select(call => call.Parameters["Nonce"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(Calls);
        var signatures = string.Concat(calls.Select(call => call.Parameters["Signature"]));
        signatures.ShouldContain("+");
        signatures.ShouldContain("/");
        signatures.ShouldContain("=");
    }

    [Fact]
    public async Task Other_host_is_signed_where_the_account_says_so()
    {
        var setup = new GatewaySetup { Sandbox = new SandboxOptions { TencentSignatureHost = "cdn.internal.example" } };
        await using var right = await GatewayUnderTest.StartAsync(setup.With(("Accounts:qcloud:SignatureHost", "cdn.internal.example")));
        await using var wrong = await GatewayUnderTest.StartAsync(setup);

        (await right.Monthly95Async("domain=www.test.com&month=2017-11")).Monthly95().Complete.ShouldBeTrue();
        (await wrong.Monthly95Async("domain=www.test.com&month=2017-11")).Problem().Code.ShouldBe("upstream-auth-failed");
    }
}
