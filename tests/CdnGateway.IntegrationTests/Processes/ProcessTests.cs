using System.Net;
using System.Text.Json;
using CdnGateway.IntegrationTests.Keys;
using CdnGateway.IntegrationTests.Replicas;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Processes;

public sealed class ProcessTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(20); // five are ours, and a host that is not told otherwise takes thirty

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    [Fact]
    public async Task Production_without_configuration_ends_at_once_and_says_all_that_is_missing()
    {
        await using var gateway = GatewayProcess.Start("Production");

        await gateway.ExitedAsync(Start);

        gateway.ExitCode.ShouldNotBe(0);
        gateway.Errors.ShouldContain("The configuration has 2 mistakes:");
        gateway.Errors.ShouldContain("CdnGateway:Accounts: there is no account");
        gateway.Errors.ShouldContain("CdnGateway:Clients: there is no client");
        gateway.Errors.ShouldNotContain("Exception");
        gateway.Errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("Data Source=/proc/nowhere/cdngateway.db", "/proc/nowhere")]
    [InlineData("Host=127.0.0.1;Port=1;Database=d;Username=u;Password=canary", "")]
    public async Task Store_that_cannot_be_opened_ends_it_with_one_clear_line(string store, string file)
    {
        await using var gateway = GatewayProcess.Start(
            "Production", ("Sandbox:Enabled", "true"), ("AllowAnonymous", "true"), ("Store:ConnectionString", store));

        await gateway.ExitedAsync(Start);

        gateway.ExitCode.ShouldBe(1);
        gateway.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(file);
        string.Concat(gateway.Output.Append(gateway.Errors)).ShouldNotContain("canary");
        gateway.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Production_collects_into_the_store_that_is_named_and_goes_on_with_it_after_a_restart()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), TestContext.Current.CancellationToken);
        var data = Directory.CreateTempSubdirectory("cdngateway-test-");
        var question = $"/api/v1/bandwidth-flow?start={Beijing(-8)}&end={Beijing(-7)}";
        (string, string)[] settings =
        [
            ("Accounts:jd:Provider", "JdCloud"), ("Accounts:jd:BaseUrl", sandbox.JdCloudUrl.AbsoluteUri), ("Accounts:jd:Username", new SandboxOptions().JdUsername),
            ("Accounts:jd:SecretKey", new SandboxOptions().JdSecretKey), ("Accounts:jd:Domains:0", "play.live.com"), ("AllowAnonymous", "true"),
            ("Store:ConnectionString", $"Data Source={data.FullName}/sub/cdngateway.db"),
        ];

        await using (var first = GatewayProcess.Start("Production", settings))
        {
            var firstUrl = await first.ListeningAsync().WaitAsync(Start, TestContext.Current.CancellationToken);
            await sandbox.JdCloudCalls.WaitForAsync(2, TestContext.Current.CancellationToken); // 31 days, unasked
            await GetAsync(firstUrl, question); // whose answer is one of theirs, and kept once it is here
            await first.SignalAsync("TERM");
            await first.ExitedAsync(Farewell);
        }

        var before = sandbox.JdCloudCalls.Count;
        sandbox.JdCloudFaults.Always(Fault.Hang());
        await using var second = GatewayProcess.Start("Production", settings);
        var url = await second.ListeningAsync().WaitAsync(Start, TestContext.Current.CancellationToken);
        var lastWeek = JsonElement.Parse(await GetAsync(url, question));

        await ReplicaUnderTest.UntilAsync(async () => await IsReadyAsync(url), "it is ready");
        lastWeek.GetProperty("complete").GetBoolean().ShouldBeTrue();
        lastWeek.GetProperty("series")[0].GetProperty("freshness").GetProperty("source").GetString().ShouldBe("store");
        before.ShouldBeGreaterThanOrEqualTo(2);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_mistake_is_said_at_once_and_no_secret()
    {
        await using var gateway = GatewayProcess.Start(
            "Production",
            ("Accounts:jd:Provider", "JdCloud"),
            ("Accounts:jd:SecretKey", " canary-key"),
            ("Accounts:jd:Domains:0", "not a host"),
            ("Accounts:jd:Usernam", "canary-pin"),
            ("Accounts:q:Provider", "Tencnet"),
            ("Accounts:q:SecretId", "canary-id"),
            ("Accounts:q:BaseUrl", "https://canary-user:canary-password@cdn.example.com"),
            ("Clients:c:KeySha256", "canary-client-key"),
            ("Upstream:MaxRetries", "-1"),
            ("PathBase", "cdn/"),
            ("Nonsense", "1"));

        await gateway.ExitedAsync(Start);

        gateway.ExitCode.ShouldNotBe(0);
        string[] keys =
        [
            "Accounts:jd:SecretKey", "Accounts:jd:Domains:0", "Accounts:jd:Usernam:", "Accounts:jd:Username:", "Accounts:q:Provider", "Accounts:q:BaseUrl",
            "Clients:c:KeySha256", "Upstream:MaxRetries", "PathBase", "Nonsense",
        ];
        keys.ShouldAllBe(key => gateway.Errors.Contains($"CdnGateway:{key}"));
        string.Concat(gateway.Output.Append(gateway.Errors)).ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Development_answers_from_its_sandbox_and_ends_in_good_order_when_it_is_told_to(string signal)
    {
        await using var gateway = GatewayProcess.Start("Development");
        var url = await gateway.ListeningAsync().WaitAsync(Start, TestContext.Current.CancellationToken);

        var flow = JsonElement.Parse(await GetAsync(url, "/api/v1/bandwidth-flow"));
        var month = JsonElement.Parse(await GetAsync(url, "/api/v1/monthly-95?month=2018-04"));
        await gateway.SignalAsync(signal);
        await gateway.ExitedAsync(Farewell);

        flow.GetProperty("complete").GetBoolean().ShouldBeTrue();
        flow.GetProperty("series").GetArrayLength().ShouldBe(4);
        month.GetProperty("complete").GetBoolean().ShouldBeTrue();
        month.GetProperty("entries").GetArrayLength().ShouldBe(6);
        gateway.ExitCode.ShouldBe(0);
        gateway.Errors.Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_under_way_does_not_hold_the_process_for_longer_than_its_farewell()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), TestContext.Current.CancellationToken);
        sandbox.JdCloudFaults.Always(Fault.Hang());
        await using var gateway = GatewayProcess.Start(
            "Development",
            ("Accounts:jd:Provider", "JdCloud"),
            ("Accounts:jd:BaseUrl", sandbox.JdCloudUrl.AbsoluteUri),
            ("Accounts:jd:Username", "u"),
            ("Accounts:jd:SecretKey", "k"));
        var url = await gateway.ListeningAsync().WaitAsync(Start, TestContext.Current.CancellationToken);
        var asking = http.GetAsync(new Uri(url, "/api/v1/bandwidth-flow?domain=play.live.com"), TestContext.Current.CancellationToken);
        await sandbox.JdCloudCalls.WaitForAsync(1, TestContext.Current.CancellationToken);

        await gateway.SignalAsync("TERM");

        await gateway.ExitedAsync(Farewell);
        await Should.ThrowAsync<HttpRequestException>(asking);
    }

    [Fact]
    public async Task Production_logs_a_JSON_object_a_line_and_a_request_is_one_that_has_its_trace()
    {
        await using var gateway = GatewayProcess.Start("Production", ("Sandbox:Enabled", "true"), ("Collector:Enabled", "false"), ("Clients:c:KeySha256", KeyedGateway.Sha256("canary")));
        var url = await gateway.ListeningAsync().WaitAsync(Start, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/api/v1/bandwidth-flow?interval=1h"));
        request.Headers.Add("X-Api-Key", "canary");
        (await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await http.GetAsync(new Uri(url, "/api/v1/accounts"), TestContext.Current.CancellationToken);
        var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await gateway.SignalAsync("TERM");
        await gateway.ExitedAsync(Farewell);

        var events = gateway.Output.Where(line => line.Length > 0).Select(line => JsonElement.Parse(line)).ToList();
        var requests = events.Where(e => e.GetProperty("MessageTemplate").GetString()!.StartsWith("{Method} {Path} answered", StringComparison.Ordinal)).ToList();
        requests.Select(e => e.GetProperty("Properties").GetProperty("Status").GetInt32()).ShouldBe([200, 401]);
        requests[1].ToString().ShouldContain(problem.GetProperty("traceId").GetString()!);
        events.Count(e => e.ToString().Contains("GetTimeBandwidth") || e.ToString().Contains("bandwidth_flow")).ShouldBe(2);
        string.Concat(gateway.Output).ShouldNotContain("canary");
    }

    private static string Beijing(int days) => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(days).ToString("yyyy-MM-dd");

    private async Task<bool> IsReadyAsync(Uri url)
    {
        using var answer = await http.GetAsync(new Uri(url, "/health/ready"), TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.OK
            && await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) == """{"status":"ready"}""";
    }

    private async Task<string> GetAsync(Uri url, string path) => await http.GetStringAsync(new Uri(url, path), TestContext.Current.CancellationToken);
}
