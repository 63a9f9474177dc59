using System.Net;

namespace CdnGateway.IntegrationTests.Keys;

public sealed class ClientKeyTests(SharedKeyedGateway shared) : IClassFixture<SharedKeyedGateway>
{
    public static TheoryData<string> UnderApi =>
    [
        "/api/v1/bandwidth-flow", "/api/v1/bandwidth-flow?domain=play.live.com", "/api/v1/monthly-95?month=2018-04", "/api/v1/accounts",
        "/api/v1/accounts/", "/API/V1/Accounts", "/api", "/api/", "/api/v1", "/api/v2/accounts", "/api/v1/nowhere", "/%61pi/v1/accounts",
    ];

    [Theory]
    [MemberData(nameof(UnderApi))]
    public async Task Nothing_under_api_is_told_without_a_key(string path)
    {
        (string, string)[][] keyless =
        [
            [], [("X-Api-Key", "")], [("X-Api-Key", "wrong")], [("X-Api-Key", KeyedGateway.All + " ,")], [("Authorization", "Bearer wrong")],
            [("Authorization", "Bearer")], [("Authorization", $"Basic {KeyedGateway.All}")], [("Authorization", KeyedGateway.All)],
            [("X-Api-Key", "wrong"), ("Authorization", $"Bearer {KeyedGateway.All}")], [("X-Api-Key", KeyedGateway.Sha256(KeyedGateway.All))],
        ];
        foreach (var headers in keyless)
        {
            var answer = await shared.Gateway.GetAsync(path, headers);

            answer.Problem(HttpStatusCode.Unauthorized, "unauthorized").Instance.ShouldNotContain("?");
            answer.Header("WWW-Authenticate").ShouldBe("Bearer realm=\"CdnGateway\"");
            answer.Header("Cache-Control").ShouldBe("no-store");
        }
    }

    [Theory]
    [InlineData("X-Api-Key", KeyedGateway.All)]
    [InlineData("x-api-key", KeyedGateway.All)]
    [InlineData("Authorization", "Bearer " + KeyedGateway.All)]
    [InlineData("Authorization", "bearer   " + KeyedGateway.All)]
    public async Task Key_is_taken_in_either_header(string header, string value)
    {
        (await shared.Gateway.GetAsync("/api/v1/accounts", (header, value))).Accounts().Accounts.Select(a => a.Name).ShouldBe(["jd", "qcloud"]);
        (await shared.Gateway.GetAsync("/api/v1/bandwidth-flow", (header, value))).BandwidthFlow().Complete.ShouldBeTrue();
        (await shared.Gateway.GetAsync("/api/v1/monthly-95?month=2018-04", (header, value))).Monthly95().Complete.ShouldBeTrue();
        (await shared.Gateway.GetAsync("/api/v1/nowhere", (header, value))).Problem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("//api/v1/accounts")]
    [InlineData("/api//v1/accounts")]
    [InlineData("/x/../api/v1/accounts")]
    [InlineData("/./api/v1/accounts")]
    [InlineData("/api%2Fv1/accounts")]
    [InlineData("/health/../api/v1/accounts")]
    [InlineData("/swagger/../api/v1/accounts")]
    [InlineData("/health/%2e%2e/api/v1/accounts")]
    [InlineData("/api/v1/accounts;x")]
    public async Task Crooked_path_leads_nowhere_without_a_key(string path)
    {
        var url = shared.Gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path;
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        using var response = await shared.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBeOneOf(400, 401, 404);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("qcloud");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/")]
    [InlineData("/swagger/v1/swagger.json")]
    [InlineData("/swagger/index.html")]
    public async Task Health_and_documentation_need_no_key(string path) =>
        ((int)(await shared.Gateway.GetAsync(path)).Status).ShouldNotBeOneOf(401, 403, 500);

    [Fact]
    public async Task Client_is_named_in_the_log_and_its_key_is_not()
    {
        (await shared.Gateway.GetAsync("/api/v1/accounts?provider=jdcloud", ("X-Api-Key", KeyedGateway.JdOnly))).Accounts();

        shared.Gateway.Log.Of(1000).ShouldContain(e => Equals(e.Values["Client"], "jd-only"));
        shared.Gateway.Log.Events.ShouldAllBe(e => !e.Text.Contains("key-of-the-client"));
    }
}
