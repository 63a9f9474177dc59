using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Processes;
using CdnGateway.IntegrationTests.Replicas;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>Two gateways as processes of their own on one database, in front of a provider that counts.</summary>
public sealed class TwoProcessesTests(PostgresServer server)
{
    private const int CallsPerMinute = 20;
    private const int Days = 28;
    private const int Questions = 40;
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(90);

    /// <summary>
    /// Calls that leave 60.5 seconds apart arrive so much closer together at most, when the machine stalls between the two. What would be wrong is far
    /// off that: two quotas of their own have calls at once, fixed windows some at any distance.
    /// </summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(55);

    private readonly DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 512 }) { Timeout = TimeSpan.FromMinutes(4) };

    /// <remarks>Slow: it takes two rounds of the quota on the real clock.</remarks>
    [Fact(Timeout = 400_000)]
    public async Task Questions_over_both_never_exceed_the_quota_and_ask_for_nothing_settled_twice()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), TestContext.Current.CancellationToken);
        var settings = Settings(await Setups.DatabaseAsync(server), sandbox, CallsPerMinute);
        await using var one = GatewayProcess.Start("Production", settings);
        await using var other = GatewayProcess.Start("Production", settings);
        Uri[] urls = [await ListeningAsync(one), await ListeningAsync(other)];
        var answers = new ConcurrentBag<(string Path, HttpStatusCode Status, string Body)>();

        await Task.WhenAll(Enumerable.Range(0, 8 * Questions).Select(async i =>
        {
            var path = Question(i % Questions);
            var (status, body) = await GetAsync(urls[i / Questions % 2], path);
            answers.Add((path, status, body));
        }));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        answers.GroupBy(a => a.Path, StringComparer.Ordinal).ShouldAllBe(
            same => same.Select(a => PointsOf(a.Body)).Distinct(StringComparer.Ordinal).Count() == 1);
        sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
        var calls = sandbox.JdCloudCalls.All;
        calls.ShouldAllBe(call => call.Verdict == "Ok");
        calls.Count.ShouldBeInRange(Days, Questions);
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls.Count} calls within {(calls[^1].SinceStart - calls[0].SinceStart).TotalSeconds:0.0} s");
        for (var i = CallsPerMinute; i < calls.Count; i++)
        {
            (calls[i].SinceStart - calls[i - CallsPerMinute].SinceStart).ShouldBeGreaterThanOrEqualTo(Least, $"call {i}");
        }
    }

    [Fact(Timeout = 240_000)]
    public async Task Gateway_that_is_killed_while_it_asks_is_taken_over_by_the_other_within_seconds()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), TestContext.Current.CancellationToken);
        var settings = Settings(await Setups.DatabaseAsync(server), sandbox, callsPerMinute: 100);
        await using var killed = GatewayProcess.Start("Production", settings);
        await using var other = GatewayProcess.Start("Production", settings);
        Uri[] urls = [await ListeningAsync(killed), await ListeningAsync(other)];
        (await GetAsync(urls[1], Question(3))).Status.ShouldBe(HttpStatusCode.OK);
        sandbox.JdCloudFaults.Enqueue(Fault.Hang());

        var lost = GetAsync(urls[0], Question(0));
        await sandbox.JdCloudCalls.WaitForAsync(2, TestContext.Current.CancellationToken);
        var waiting = GetAsync(urls[1], Question(0));
        await killed.SignalAsync("KILL");
        var began = TimeProvider.System.GetTimestamp();

        await Should.ThrowAsync<HttpRequestException>(lost);
        (await waiting).Status.ShouldBe(HttpStatusCode.OK);
        var took = TimeProvider.System.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine($"taken over after {took.TotalSeconds:0.0} s");
        took.ShouldBeLessThan(TimeSpan.FromSeconds(40)); // six seconds, and what a busy machine adds; the call itself may take 200
        (await GetAsync(urls[1], Question(1))).Status.ShouldBe(HttpStatusCode.OK);
        await ReplicaUnderTest.UntilAsync(async () => (await GetAsync(urls[1], "/health/ready")).Status == HttpStatusCode.OK, "it is ready");
        sandbox.JdCloudCalls.Count.ShouldBe(4);
        sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
    }

    private static (string, string)[] Settings(string database, SandboxServer sandbox, int callsPerMinute) =>
    [
        ("Accounts:jd:Provider", "JdCloud"), ("Accounts:jd:BaseUrl", sandbox.JdCloudUrl.AbsoluteUri), ("Accounts:jd:Username", new SandboxOptions().JdUsername),
        ("Accounts:jd:SecretKey", new SandboxOptions().JdSecretKey), ("Accounts:jd:Domains:0", "play.live.com"), ("Accounts:jd:Domains:1", "vod.live.com"),
        ("Accounts:jd:CallsPerMinute", callsPerMinute.ToString(CultureInfo.InvariantCulture)), ("AllowAnonymous", "true"),
        ("Collector:Enabled", "false"), ("Store:ConnectionString", database), ("Upstream:TotalTimeout", "200s"),
    ];

    /// <summary>Days that do not touch, of two domains, and for some of them twelve hours that lie half within: at most a call each.</summary>
    private string Question(int number)
    {
        var day = today.AddDays(-3 - (number % Days));
        var domain = number % 2 == 0 ? "play.live.com" : "vod.live.com";
        var range = number < Days ? $"start={day:yyyy-MM-dd}&end={day.AddDays(1):yyyy-MM-dd}" : $"start={day:yyyy-MM-dd}T18:00&end={day.AddDays(1):yyyy-MM-dd}T06:00";
        return $"/api/v1/bandwidth-flow?domain={domain}&{range}";
    }

    private static string PointsOf(string body) => System.Text.Json.JsonElement.Parse(body).GetProperty("series")[0].GetProperty("points").GetRawText();

    private static Task<Uri> ListeningAsync(GatewayProcess gateway) => gateway.ListeningAsync().WaitAsync(Start, TestContext.Current.CancellationToken);

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(Uri url, string path)
    {
        using var response = await http.GetAsync(new Uri(url, path), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
