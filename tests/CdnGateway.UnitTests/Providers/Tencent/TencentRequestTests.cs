using CdnGateway.Providers;
using CdnGateway.Providers.Tencent;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;
using Microsoft.AspNetCore.WebUtilities;

namespace CdnGateway.UnitTests.Providers.Tencent;

public sealed class TencentRequestTests
{
    private const string Empty = """{"code":0,"message":"","codeDesc":"Success","data":[]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_request_is_the_signed_one_of_the_sample()
    {
        var stub = StubProvider.Json(Empty);
        var options = TencentScene.Options with { HttpMethod = CallMethod.Get, SignatureMethod = SignatureMethod.HmacSHA1 };
        var clock = new FakeClock(DateTimeOffset.FromUnixTimeSeconds(1512100000));

        await TencentScene.Provider(stub, clock, options, lastNonce: 123456788).ReadReportedFiguresAsync(TencentScene.November("www.test.com"), Token);

        var (method, uri, _, body) = stub.Requests.ShouldHaveSingleItem();
        method.ShouldBe(HttpMethod.Get);
        uri.GetLeftPart(UriPartial.Path).ShouldBe("https://provider.example/v2/index.php");
        body.ShouldBeEmpty();
        var sent = Pairs(uri.Query);
        Signed(sent, CallMethod.Get, SignatureMethod.HmacSHA1).ShouldBe(sent["Signature"]);
        sent.Where(pair => pair.Key is not "Signature").Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(
            new[]
            {
                "Action=GetTimeBandwidth", $"SecretId={TencentScene.SecretId}", "Timestamp=1512100000", "Nonce=123456789",
                "SignatureMethod=HmacSHA1", "start=2017-11-01", "end=2017-11-30", "hosts.0=www.test.com",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task Post_request_carries_everything_in_the_body_encoded_once()
    {
        var stub = StubProvider.Json(Empty);
        var options = TencentScene.Options with { Token = "sts-token/abc+1=" };

        await TencentScene.Provider(stub, options: options).ReadReportedFiguresAsync(TencentScene.November(), Token);

        var (method, uri, contentType, body) = stub.Requests.ShouldHaveSingleItem();
        method.ShouldBe(HttpMethod.Post);
        uri.Query.ShouldBeEmpty();
        contentType.ShouldBe("application/x-www-form-urlencoded");
        body.ShouldContain("Token=sts-token%2Fabc%2B1%3D");
        body.ShouldNotContain("hosts");
        body.ShouldNotContain("type=");
        body.ShouldNotContain(TencentScene.SecretKey);
        var sent = Pairs(body);
        sent["Signature"].ShouldBe(Signed(sent, CallMethod.Post, SignatureMethod.HmacSHA256));
    }

    [Theory]
    [InlineData("Mainland", "1")]
    [InlineData("Overseas", "2")]
    public async Task Region_is_the_type(string region, string type)
    {
        var stub = StubProvider.Json(Empty);
        var query = TencentScene.November() with { Region = Enum.Parse<Region>(region) };

        await TencentScene.Provider(stub).ReadReportedFiguresAsync(query, Token);

        Pairs(stub.Requests[0].Body)["type"].ShouldBe(type);
    }

    [Theory]
    [InlineData("2017-11-30T15:59:59Z", 0)]
    [InlineData("2017-11-30T16:00:00Z", 1)]
    public async Task Month_that_is_not_over_in_Beijing_is_not_asked_for(string now, int requests)
    {
        var stub = StubProvider.Json(Empty);

        var result = await TencentScene.Provider(stub, new FakeClock(Curves.At(now))).ReadReportedFiguresAsync(TencentScene.November(), Token);

        stub.Requests.Count.ShouldBe(requests);
        (result.Failure?.Kind).ShouldBe(requests == 0 ? FailureKind.MonthNotSettled : null);
    }

    [Fact]
    public async Task Echoed_secrets_are_blacked_out()
    {
        var stub = StubProvider.Json($$"""{"code":4100,"message":"{{TencentScene.SecretId}} is not SecretKey={{TencentScene.SecretKey}}","codeDesc":"AuthFailure"}""");

        var result = await TencentScene.Provider(stub).ReadReportedFiguresAsync(TencentScene.November(), Token);

        result.Failure!.ProviderMessage.ShouldBe("*** is not SecretKey=***");
    }

    [Fact]
    public async Task Account_gives_bills_and_no_points()
    {
        var provider = TencentScene.Provider(StubProvider.Json(Empty));

        provider.Capabilities.ShouldBe(Capabilities.ReportedFigures | Capabilities.ReportsAccount | Capabilities.Regions);
        (await provider.ReadUsageAsync("www.test.com", Curves.Window(3), Token)).Failure!.Kind.ShouldBe(FailureKind.NotSupported);
    }

    private static string Signed(Dictionary<string, string> sent, CallMethod method, SignatureMethod hash) => TencentSigner.Sign(
        method, "cdn.api.qcloud.com", sent.Where(pair => pair.Key is not "Signature"), hash, TencentScene.SecretKey);

    private static Dictionary<string, string> Pairs(string text) =>
        QueryHelpers.ParseQuery(text).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
}
