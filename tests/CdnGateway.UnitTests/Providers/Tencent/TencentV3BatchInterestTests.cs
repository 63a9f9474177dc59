using CdnGateway.Providers;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Providers.Tencent;

/// <summary>Who waits for a batch, and who does no more.</summary>
public sealed class TencentV3BatchInterestTests
{
    private static readonly UsageWindow Window = Curves.Window(3);
    private static readonly TimeSpan Gathered = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Domain_that_nobody_waits_for_any_more_is_left_out()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);
        var gone = CallInterest.OfRequest();
        var withdrawn = scene.Begin("a.test.com", Window, gone);
        var wanted = scene.Begin("b.test.com", Window);

        gone.Leave();

        await Should.ThrowAsync<OperationCanceledException>(() => withdrawn);
        (await scene.FinishAsync(wanted)).IsSuccess.ShouldBeTrue();
        scene.Stub.Requests.ShouldAllBe(r => r.Domains.Length == 1 && r.Domains[0] == "b.test.com");
    }

    [Fact]
    public async Task Batch_that_nobody_waits_for_any_more_is_not_sent_and_the_next_one_is_another()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);
        var gone = CallInterest.OfRequest();
        var withdrawn = scene.Begin("a.test.com", Window, gone);
        gone.Leave();
        await Should.ThrowAsync<OperationCanceledException>(() => withdrawn);

        (await scene.FinishAsync(scene.Begin("b.test.com", Window))).IsSuccess.ShouldBeTrue();

        await TencentV3Scene.SettleAsync();
        scene.Stub.Requests.Count.ShouldBe(2);
        scene.Stub.Requests.ShouldAllBe(r => r.Domains.Length == 1 && r.Domains[0] == "b.test.com");
    }

    [Fact]
    public async Task Caller_who_cancels_leaves_the_others_their_answer()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady);
        using var cancellation = new CancellationTokenSource();
        var cancelled = scene.Provider.ReadUsageAsync("a.test.com", Window, CallInterest.OfRequest(), cancellation.Token);
        var other = scene.Begin("b.test.com", Window);

        await cancellation.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(() => cancelled)).CancellationToken.ShouldBe(cancellation.Token);
        (await scene.FinishAsync(other)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Answer_on_its_way_is_let_come_though_nobody_waits()
    {
        var interest = CallInterest.OfRequest();
        var scene = new TencentV3Scene(request =>
        {
            interest.Leave(); // twice, once a metric: the first is the only one who waited
            return TencentV3Stub.Steady(request);
        });
        interest.TryJoin(isInteractive: true);

        (await scene.FinishAsync(scene.Begin("a.test.com", Window, interest))).IsSuccess.ShouldBeTrue();

        interest.Withdrawn.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Failed_batch_that_nobody_waits_for_is_not_tried_again()
    {
        var interest = CallInterest.OfRequest();
        var calls = 0;
        var scene = new TencentV3Scene(
            _ =>
            {
                if (Interlocked.Increment(ref calls) == 2)
                {
                    interest.Leave();
                }

                return TencentV3Stub.Error("InternalError.RouteError");
            },
            upstream: new UpstreamOptions());

        await Should.ThrowAsync<OperationCanceledException>(() => scene.FinishAsync(scene.Begin("a.test.com", Window, interest)));

        scene.Stub.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Background_batch_goes_at_once_when_a_request_waits_for_one_of_its_domains()
    {
        var scene = new TencentV3Scene(TencentV3Stub.Steady, options: TencentV3Scene.Options with { CallsPerSecond = 4 });
        await scene.FinishAsync(scene.Begin("first.test.com", Window)); // two of four: the background's share, for 1.2 seconds
        var interest = CallInterest.OfCollector();
        var calls = new[] { scene.Begin("a.test.com", Window, CallInterest.OfCollector()), scene.Begin("b.test.com", Window, interest) };
        await scene.PassAsync(() => false, 5 * Gathered);
        scene.Stub.Requests.Count.ShouldBe(2);

        interest.TryJoin(isInteractive: true).ShouldBeTrue();
        await scene.PassAsync(() => Array.TrueForAll(calls, call => call.IsCompleted), 5 * Gathered);

        scene.Stub.Requests.Count.ShouldBe(4);
        scene.Stub.Requests[3].Domains.ShouldBe(["a.test.com", "b.test.com"]);
    }
}
