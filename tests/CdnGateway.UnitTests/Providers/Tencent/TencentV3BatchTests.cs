using CdnGateway.Providers;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers.Tencent;

/// <summary>Several domains in one call.</summary>
public sealed class TencentV3BatchTests
{
    private static readonly UsageWindow Window = Curves.Window(3);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(29, 2)]
    [InlineData(30, 2)]
    [InlineData(31, 4)]
    [InlineData(61, 6)]
    public async Task Domains_of_the_same_window_go_in_calls_of_thirty(int domains, int calls)
    {
        var scene = new TencentV3Scene(r => TencentV3Stub.Data(r, r.Domains.Select(d => (d, $"{NumberOf(d)}"))));

        var results = await ReadAllAsync(scene, domains);

        scene.Stub.Requests.Count.ShouldBe(calls);
        scene.Stub.Requests.ShouldAllBe(r => r.Domains.Length <= 30);
        for (var i = 0; i < domains; i++)
        {
            results[i].Value!.BandwidthAt(2).ShouldBe(i); // each has its own
        }
    }

    [Fact]
    public async Task Unknown_domain_among_thirty_fails_alone_and_is_asked_alone_from_then_on()
    {
        var scene = new TencentV3Scene(r => r.Domains.Contains("d7.test.com") ? TencentV3Stub.Error("ResourceNotFound.CdnHostNotExists") : TencentV3Stub.Steady(r));

        var results = await ReadAllAsync(scene, 30);

        results.Where(r => !r.IsSuccess).ShouldHaveSingleItem().ShouldBe(results[7]);
        results[7].Failure!.ProviderCode.ShouldBe("ResourceNotFound.CdnHostNotExists");
        scene.Stub.Requests.Count.ShouldBe(2 + (2 * 30));

        (await ReadAllAsync(scene, 30)).Count(r => r.IsSuccess).ShouldBe(29);
        scene.Stub.Requests.Count.ShouldBe(2 + (2 * 30) + 2 + 2);
    }

    [Fact]
    public async Task Domain_that_spoilt_a_batch_is_in_one_again_once_it_is_answered()
    {
        var isUnknown = true;
        var scene = new TencentV3Scene(r => isUnknown && r.Domains.Contains("d1.test.com") ? TencentV3Stub.Error("UnauthorizedOperation.CdnHostUnauthorized") : TencentV3Stub.Steady(r));
        await ReadAllAsync(scene, 2);
        isUnknown = false;
        await ReadAllAsync(scene, 2);
        var before = scene.Stub.Requests.Count;

        await ReadAllAsync(scene, 2);

        (scene.Stub.Requests.Count - before).ShouldBe(2);
    }

    [Theory]
    [InlineData("AuthFailure.SecretIdNotFound")]
    [InlineData("OperationDenied.UserMigrating")]
    [InlineData("InternalError.RouteError")]
    public async Task Failure_of_the_account_is_every_domains_and_not_asked_for_again_one_by_one(string code)
    {
        var scene = new TencentV3Scene(_ => TencentV3Stub.Error(code));

        var results = await ReadAllAsync(scene, 30);

        results.ShouldAllBe(r => r.Failure!.ProviderCode == code);
        scene.Stub.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Broken_points_of_one_domain_are_not_the_others_fault()
    {
        var scene = new TencentV3Scene(r => TencentV3Stub.Data(r, r.Domains.Select(d => (d, d == "d1.test.com" ? "-1" : "5"))));

        var results = await ReadAllAsync(scene, 3);

        results.Select(r => r.Failure?.Kind).ShouldBe([null, FailureKind.InvalidResponse, null]);
    }

    [Fact]
    public async Task Domain_that_the_answer_leaves_out_has_no_points()
    {
        var scene = new TencentV3Scene(r => TencentV3Stub.Data(r, r.Domains.Where(d => d != "d1.test.com").Select(d => (d, "5"))));

        var results = await ReadAllAsync(scene, 3);

        results.Select(r => r.Value!.Received).ShouldBe([3, 0, 3]);
    }

    [Fact]
    public async Task One_metric_without_the_other_is_a_failure()
    {
        var scene = new TencentV3Scene(r => r.Metric == "flux" ? TencentV3Stub.Error("InternalError.DataSystemError") : TencentV3Stub.Steady(r));

        (await ReadAllAsync(scene, 2)).ShouldAllBe(r => r.Failure!.Kind == FailureKind.Unavailable);
    }

    [Fact]
    public async Task Other_windows_and_regions_are_other_calls()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);

        await scene.FinishAsync(Task.WhenAll(
            scene.Begin("a.test.com", Window),
            scene.Begin("b.test.com", Curves.Window(4)),
            scene.Begin(new Curve("c.test.com", Grade.Operational, Region.Overseas), Window)));

        scene.Stub.Requests.Count.ShouldBe(6);
        scene.Stub.Requests.ShouldAllBe(r => r.Domains.Length == 1);
    }

    [Fact]
    public async Task Request_does_not_go_with_the_background()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);

        await scene.FinishAsync(Task.WhenAll(
            scene.Begin("a.test.com", Window, CallInterest.OfCollector()),
            scene.Begin("b.test.com", Window),
            scene.Begin("c.test.com", Window, CallInterest.OfCollector())));

        scene.Stub.Requests.Select(r => string.Join(' ', r.Domains)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ShouldBe(["a.test.com c.test.com", "b.test.com"]);
    }

    [Fact]
    public async Task Answer_that_would_be_too_large_is_asked_for_in_parts()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady, upstream: new UpstreamOptions { MaxRetries = 0, MaxResponseBytes = 2 * 64 * Window.Count });

        await ReadAllAsync(scene, 4);

        scene.Stub.Requests.Count.ShouldBe(4);
        scene.Stub.Requests.ShouldAllBe(r => r.Domains.Length == 2);
    }

    [Fact]
    public async Task Domains_that_come_while_the_others_gather_go_along()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);
        var calls = new List<Task<ProviderResult<UsageSeries>>>();

        for (var i = 0; i < 4; i++)
        {
            calls.Add(scene.Begin($"d{i}.test.com", Window));
            scene.Clock.Advance(TimeSpan.FromMilliseconds(15));
            await TencentV3Scene.SettleAsync();
        }

        await scene.FinishAsync(Task.WhenAll(calls));

        scene.Stub.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Domains_that_come_while_the_others_wait_for_the_quota_go_along()
    {
        var options = TencentV3Scene.Options with { CallsPerSecond = 2 };
        var scene = new TencentV3Scene(TencentV3Stub.Steady, options: options);
        await ReadAllAsync(scene, 1);
        var first = scene.Begin("a.test.com", Window);
        scene.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await TencentV3Scene.SettleAsync();
        var second = scene.Begin("b.test.com", Window);

        await scene.FinishAsync(Task.WhenAll(first, second));

        scene.Stub.Requests.Count.ShouldBe(4);
        scene.Stub.Requests[3].Domains.ShouldBe(["a.test.com", "b.test.com"]);
    }

    private static string Domain(int i) => $"d{i}.test.com";

    private static int NumberOf(string domain) => int.Parse(domain[1..domain.IndexOf('.', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);

    private static Task<ProviderResult<UsageSeries>[]> ReadAllAsync(TencentV3Scene scene, int domains) =>
        scene.FinishAsync(Task.WhenAll(Enumerable.Range(0, domains).Select(i => scene.Begin(Domain(i), Window))));
}
