using CdnGateway.IntegrationTests.Replicas;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Processes;

/// <summary>What a process still does when it is told to end.</summary>
public sealed class FarewellTests : IDisposable
{
    private const string Question = "/api/v1/bandwidth-flow?start=2024-05-01&end=2024-05-02";
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(20); // a host that is not told otherwise takes thirty

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("cdngateway-farewell-");
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Last_lines_are_written_before_the_process_ends()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), cancellation);
        for (var i = 0; i < 3; i++) // a slow end is luck
        {
            await using var gateway = GatewayBefore(sandbox);
            var url = await gateway.ListeningAsync().WaitAsync(Start, cancellation);
            for (var request = 0; request < 10; request++)
            {
                await http.GetStringAsync(new Uri(url, "/api/v1/accounts"), cancellation);
            }

            await gateway.SignalAsync("TERM");
            await gateway.ExitedAsync(Farewell);

            gateway.Output.Count(line => line.Contains("/api/v1/accounts", StringComparison.Ordinal)).ShouldBe(10);
            gateway.Output.Count(IsEnd).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Call_on_its_way_is_kept_although_nobody_waits_for_it()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), cancellation);
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sandbox.JdCloudFaults.Enqueue(Fault.DelayUntil(ending.Task));
        await using (var first = GatewayBefore(sandbox))
        {
            var url = await first.ListeningAsync().WaitAsync(Start, cancellation);
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var asking = http.GetAsync(new Uri(url, Question), leaving.Token);
            await sandbox.JdCloudCalls.WaitForAsync(1, cancellation);
            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(asking);
            await first.SignalAsync("TERM");
            await ReplicaUnderTest.UntilAsync(() => Task.FromResult(IsEnding(first)), "it is told to end");
            ending.SetResult();
            await first.ExitedAsync(Farewell);
        }

        await using var second = GatewayBefore(sandbox);
        var again = await http.GetStringAsync(new Uri(await second.ListeningAsync().WaitAsync(Start, cancellation), Question), cancellation);

        again.ShouldContain("\"source\":\"store\"");
        sandbox.JdCloudCalls.Count.ShouldBe(1);
    }

    public void Dispose()
    {
        http.Dispose();
        data.Delete(recursive: true);
    }

    private static bool IsEnding(GatewayProcess gateway) => gateway.Output.Any(IsEnd);

    private static bool IsEnd(string line) => line.Contains("Application is shutting down", StringComparison.Ordinal);

    private GatewayProcess GatewayBefore(SandboxServer sandbox) => GatewayProcess.Start(
        "Production",
        ("Accounts:jd:Provider", "JdCloud"),
        ("Accounts:jd:BaseUrl", sandbox.JdCloudUrl.AbsoluteUri),
        ("Accounts:jd:Username", new SandboxOptions().JdUsername),
        ("Accounts:jd:SecretKey", new SandboxOptions().JdSecretKey),
        ("Accounts:jd:Domains:0", "play.live.com"),
        ("AllowAnonymous", "true"),
        ("Collector:Enabled", "false"),
        ("Store:ConnectionString", $"Data Source={data.FullName}/cdngateway.db"));
}
