using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>Many who ask the same of a gateway that knows nothing yet. It is the 2nd of June 2018, 17:36.</summary>
public sealed class ColdQuestionTests(PostgresServer server)
{
    private const int Callers = 500;

    [Theory]
    [InlineData(StoreKind.Sqlite, "/api/v1/bandwidth-flow?start=2018-06-02T15:00&end=2018-06-02T17:30", 2)]
    [InlineData(StoreKind.Postgres, "/api/v1/bandwidth-flow?start=2018-06-02T15:00&end=2018-06-02T17:30", 2)]
    [InlineData(StoreKind.Sqlite, "/api/v1/bandwidth-flow?start=2018-04-20&end=2018-06-01&interval=1d", 4)]
    [InlineData(StoreKind.Postgres, "/api/v1/monthly-95?month=2018-05&account=jd", 4)]
    public async Task Identical_questions_at_once_are_one_call_a_domain_and_window_and_equal_answers(StoreKind kind, string path, int calls)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(await new GatewaySetup().OnAsync(kind, server));
        gateway.Sandbox.JdCloudFaults.Always(Fault.Delay(TimeSpan.FromSeconds(1)));

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => gateway.GetAsync(path, Differing(i))));

        answers.Select(Substance.SubstanceOf).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldContain("\"complete\":true");
        CallsOf(gateway.Sandbox).Count.ShouldBe(calls);
        CallsOf(gateway.Sandbox).Distinct().Count().ShouldBe(calls);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task Identical_questions_for_a_reported_month_are_one_call(StoreKind kind)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(await new GatewaySetup().OnAsync(kind, server));
        gateway.Sandbox.TencentFaults.Always(Fault.Delay(TimeSpan.FromSeconds(1)));

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => gateway.GetAsync("/api/v1/monthly-95?month=2018-04&account=qcloud", Differing(i))));

        answers.Select(Substance.SubstanceOf).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldContain("\"complete\":true");
        gateway.Sandbox.TencentCalls.Count.ShouldBe(1);
    }

    /// <summary>A third asks in the very same words; of the others each is answered for itself, in calls that they share.</summary>
    private static (string Name, string Value)[] Differing(int caller) => caller % 3 == 0 ? [] : [("Accept", $"application/json, application/x-{caller}")];

    private static List<(string Domain, string From, string To)> CallsOf(SandboxServer sandbox) =>
        [.. sandbox.JdCloudCalls.All.Select(call => (call.Parameters["domain"], call.Parameters["start_time"], call.Parameters["end_time"]))];
}
