using System.Text.Json.Nodes;
using CdnGateway.Providers;
using CdnGateway.Providers.JdCloud;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Providers.JdCloud;

public sealed class JdCloudRequestTests
{
    private const string Empty = """{"status":0,"msg":"","data":[]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("IntervalEnd", "2018-06-02 17:20", "2018-06-02 17:30", "endTime")]
    [InlineData("IntervalStart", "2018-06-02 17:15", "2018-06-02 17:25", "startTime")]
    public async Task Request_asks_for_the_labels_of_the_window(string label, string first, string last, string timePoint)
    {
        var stub = StubProvider.Json(Empty);
        var options = JdCloudScene.Options with { PointLabel = Enum.Parse<PointLabel>(label) };
        var clock = new FakeClock(Curves.At("2016-10-23T16:30:00Z"));

        await JdCloudScene.Provider(stub, clock, options).ReadUsageAsync("play.live.com", Curves.Window("2018-06-02T17:15", "2018-06-02T17:30"), Token);

        var (method, uri, contentType, body) = stub.Requests.ShouldHaveSingleItem();
        method.ShouldBe(HttpMethod.Post);
        uri.AbsoluteUri.ShouldBe("https://provider.example/api/live/bandwidth_flow");
        contentType.ShouldBe("application/json");
        JsonNode.DeepEquals(JsonNode.Parse(body), new JsonObject
        {
            ["username"] = "jcloud_00",
            ["signature"] = "74b62fd99404951ecf5c2f854c9427f5",
            ["domain"] = "play.live.com",
            ["start_time"] = first,
            ["end_time"] = last,
            ["time_point"] = timePoint,
        }).ShouldBeTrue(body);
    }

    [Fact]
    public async Task Secret_key_is_never_sent()
    {
        var stub = StubProvider.Json(Empty);

        await JdCloudScene.Provider(stub).ReadUsageAsync("play.live.com", Curves.Window(3), Token);

        stub.Requests[0].Body.ShouldNotContain(JdCloudScene.SecretKey);
    }

    [Theory]
    [InlineData("2018-06-02T15:59:59.9Z", "Yes")]
    [InlineData("2018-06-02T15:00:00Z", "Never")]
    public async Task Signature_judged_after_midnight_may_be_made_once_more(string now, string retry)
    {
        var clock = new FakeClock(Curves.At(now));
        var stub = new StubProvider(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return StubProvider.Answer("""{"status":7,"msg":""}"""u8.ToArray());
        });

        var result = await JdCloudScene.Provider(stub, clock).ReadUsageAsync("play.live.com", Curves.Window(3), Token);

        result.Failure!.Kind.ShouldBe(FailureKind.AuthFailed);
        result.Failure.Retry.ShouldBe(Enum.Parse<Retry>(retry));
    }

    [Fact]
    public async Task Echoed_secrets_are_blacked_out()
    {
        var stub = StubProvider.Json("""{"status":1,"msg":"jcloud_00 sent a35685491fd80a80b40a718c3a5c5c56, key e7a31b1c5ea0efa9aa2f29c6559f7d61"}""");
        var clock = new FakeClock(Curves.At("2016-10-23T04:00:00Z"));

        var result = await JdCloudScene.Provider(stub, clock).ReadUsageAsync("play.live.com", Curves.Window(3), Token);

        result.Failure!.ProviderMessage.ShouldBe("*** sent ***, key ***");
    }

    [Fact]
    public async Task Answer_beyond_the_bound_is_not_read()
    {
        var stub = StubProvider.Json(Empty);
        var small = new UpstreamOptions { MaxRetries = 0, MaxResponseBytes = Empty.Length - 1 };

        var result = await JdCloudScene.Provider(stub, upstream: small).ReadUsageAsync("play.live.com", Curves.Window(3), Token);

        result.Failure!.Kind.ShouldBe(FailureKind.InvalidResponse);
    }

    [Fact]
    public void Account_gives_points_of_thirty_days_a_call_and_figures_domain_by_domain()
    {
        var provider = JdCloudScene.Provider(StubProvider.Json(Empty));

        provider.Capabilities.ShouldBe(Capabilities.Usage | Capabilities.ReportedFigures);
        provider.MostIntervalsPerCall.ShouldBe(8640);
    }
}
