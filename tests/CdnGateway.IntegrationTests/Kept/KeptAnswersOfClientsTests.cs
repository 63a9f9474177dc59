using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Keys;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>An answer from memory is an answer: for the client that may have it, as often as it may ask.</summary>
public sealed class KeptAnswersOfClientsTests
{
    private const string Month = "/api/v1/monthly-95?month=2018-04";
    private const string Flow = "/api/v1/bandwidth-flow?start=2018-05-20&end=2018-05-21";

    private static readonly GatewaySetup Setup = new GatewaySetup().With(
        ("Clients:all:KeySha256", KeyedGateway.Sha256("all")),
        ("Clients:jd-only:KeySha256", KeyedGateway.Sha256("jd-only")),
        ("Clients:jd-only:Accounts:0", "jd"),
        ("Clients:qcloud-only:KeySha256", KeyedGateway.Sha256("qcloud-only")),
        ("Clients:qcloud-only:Accounts:0", "qcloud"),
        ("Clients:slow:KeySha256", KeyedGateway.Sha256("slow")),
        ("Clients:slow:RequestsPerMinute", "4"));

    [Fact]
    public async Task Clients_never_get_each_others_answers()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Setup);
        for (var round = 0; round < 4; round++)
        {
            (await AccountsAsync(gateway, "all")).ShouldBe(["jd", "qcloud"]);
            (await AccountsAsync(gateway, "jd-only")).ShouldBe(["jd"]);
            (await AccountsAsync(gateway, "qcloud-only")).ShouldBe(["qcloud"]);
            (await GetAsync(gateway, Flow, "all")).BandwidthFlow().Series.Count.ShouldBe(2);
            (await GetAsync(gateway, Flow, "qcloud-only")).Status.ShouldBe(HttpStatusCode.BadRequest);
            (await GetAsync(gateway, $"{Flow}&account=jd", "qcloud-only")).Problem(HttpStatusCode.Forbidden, "forbidden");
        }

        gateway.Sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
    }

    [Fact]
    public async Task Tag_of_another_clients_answer_does_not_open_it()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Setup);
        var all = await GetAsync(gateway, Flow, "all");
        await GetAsync(gateway, Flow, "all");

        (await GetAsync(gateway, Flow, "qcloud-only", ("If-None-Match", all.Header("ETag")!))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await GetAsync(gateway, Flow, "qcloud-only", ("If-None-Match", "*"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await GetAsync(gateway, Flow, "wrong", ("If-None-Match", all.Header("ETag")!))).Problem(HttpStatusCode.Unauthorized, "unauthorized");
        (await gateway.GetAsync(Flow, ("If-None-Match", "*"))).Problem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Answers_from_memory_and_304s_count_as_requests()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Setup);
        var first = await GetAsync(gateway, Flow, "slow");
        (await GetAsync(gateway, Flow, "slow")).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(gateway, Flow, "slow")).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(gateway, Flow, "slow", ("If-None-Match", first.Header("ETag")!))).Status.ShouldBe(HttpStatusCode.NotModified);

        var fifth = await GetAsync(gateway, Flow, "slow", ("If-None-Match", first.Header("ETag")!));

        fifth.Problem(HttpStatusCode.TooManyRequests, "rate-limited");
        fifth.Header("Cache-Control").ShouldBe("no-store");
    }

    private static async Task<IEnumerable<string>> AccountsAsync(GatewayUnderTest gateway, string client) =>
        (await GetAsync(gateway, Month, client)).Monthly95().Entries.Select(e => e.Account!).Distinct(StringComparer.Ordinal);

    private static Task<Answer> GetAsync(GatewayUnderTest gateway, string path, string key, params (string, string)[] headers) =>
        gateway.GetAsync(path, [("X-Api-Key", key), .. headers]);
}
