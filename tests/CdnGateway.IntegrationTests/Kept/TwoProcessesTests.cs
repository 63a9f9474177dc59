using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.IntegrationTests.Processes;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>Two gateways as processes of their own on one database, in front of a provider that counts and refuses what is too much.</summary>
public sealed class TwoProcessesTests(PostgresServer server)
{
    private const int CallsPerMinute = 20;
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(90);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 512 }) { Timeout = TimeSpan.FromMinutes(4) };

    /// <remarks>Slow: it takes two or three rounds of the quota on the real clock.</remarks>
    [Fact(Timeout = 400_000)]
    public async Task Questions_over_both_never_exceed_the_quota_and_ask_for_nothing_settled_twice()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { CallsPerMinute = CallsPerMinute }, TestContext.Current.CancellationToken);
        var settings = Settings(await Setups.DatabaseAsync(server), sandbox, CallsPerMinute);
        await using var one = GatewayProcess.Start("Production", settings);
        await using var other = GatewayProcess.Start("Production", settings);
        Uri[] urls = [await ListeningAsync(one), await ListeningAsync(other)];
        var answers = new ConcurrentBag<(string Path, HttpStatusCode Status, string Body)>();

        // 25 different questions, each a dozen times: days, days that begin at noon and overlap two of them, and all of it.
        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            var path = Question(i % 25);
            var (status, body) = await GetAsync(urls[i / 25 % 2], path);
            answers.Add((path, status, body));
        }));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        answers.GroupBy(a => a.Path, StringComparer.Ordinal).ShouldAllBe(
            same => same.Select(a => PointsOf(a.Body)).Distinct(StringComparer.Ordinal).Count() == 1);
        sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
        var calls = sandbox.JdCloudCalls.All;
        calls.ShouldAllBe(call => call.Verdict == "Ok");
        calls.Count.ShouldBeInRange(12, 2 * 25);
        for (var i = CallsPerMinute; i < calls.Count; i++)
        {
            (calls[i].SinceStart - calls[i - CallsPerMinute].SinceStart).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60), $"call {i}");
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
        took.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        (await GetAsync(urls[1], Question(1))).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(urls[1], "/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        sandbox.JdCloudCalls.Count.ShouldBe(4);
        sandbox.JdCloudCalls.ShouldNeverShowASettledIntervalTwice();
    }

    private static (string, string)[] Settings(string database, SandboxServer sandbox, int callsPerMinute) =>
    [
        ("Accounts:jd:Provider", "JdCloud"), ("Accounts:jd:BaseUrl", sandbox.JdCloudUrl.AbsoluteUri), ("Accounts:jd:Username", new SandboxOptions().JdUsername),
        ("Accounts:jd:SecretKey", new SandboxOptions().JdSecretKey), ("Accounts:jd:Domains:0", "play.live.com"),
        ("Accounts:jd:CallsPerMinute", callsPerMinute.ToString(CultureInfo.InvariantCulture)), ("AllowAnonymous", "true"),
        ("Collector:Enabled", "false"), ("Store:ConnectionString", database), ("Upstream:TotalTimeout", "200s"),
    ];

    private static string Question(int number)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        var first = today.AddDays(-20);
        var day = first.AddDays(number / 2);
        var (start, end) = number switch
        {
            24 => ($"{first:yyyy-MM-dd}", $"{first.AddDays(13):yyyy-MM-dd}"),
            _ when number % 2 == 0 => ($"{day:yyyy-MM-dd}", $"{day.AddDays(1):yyyy-MM-dd}"),
            _ => ($"{day:yyyy-MM-dd}T12:00", $"{day.AddDays(1):yyyy-MM-dd}T12:00"),
        };
        return $"/api/v1/bandwidth-flow?start={start}&end={end}";
    }

    private static string PointsOf(string body) => System.Text.Json.JsonElement.Parse(body).GetProperty("series")[0].GetProperty("points").GetRawText();

    private static Task<Uri> ListeningAsync(GatewayProcess gateway) => gateway.ListeningAsync().WaitAsync(Start, TestContext.Current.CancellationToken);

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(Uri url, string path)
    {
        using var response = await http.GetAsync(new Uri(url, path), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
