using CdnGateway.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class QuotaUseTests
{
    /// <summary>The window and the margin for jitter on the way.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(60.5);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public async Task Every_attempt_costs_a_permit()
    {
        using var scene = new CallScene();

        await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Retry.Yes));

        scene.Attempts.Count.ShouldBe(4);
        scene.Channel.RemainingCalls.ShouldBe(96);
    }

    [Fact]
    public async Task Attempt_that_never_left_costs_nothing()
    {
        using var scene = new CallScene();

        await scene.Channel.CallAsync(
            "action", CallInterest.OfRequest(), _ => CallScene.Result(new ProviderFailure(FailureKind.Unavailable, "No connection.")), CancellationToken.None);

        scene.Channel.RemainingCalls.ShouldBe(100);
    }

    [Fact]
    public async Task Used_up_quota_fails_at_once_with_the_wait_and_without_an_attempt()
    {
        using var scene = new CallScene(callsPerMinute: 2);
        await scene.CallAsync(CallScene.Answers);
        scene.Clock.Advance(Seconds(10));
        await scene.CallAsync(CallScene.Answers);

        var result = await scene.CallAsync(CallScene.Answers);

        result.Failure!.Kind.ShouldBe(FailureKind.QuotaExhausted);
        result.Failure.RetryAfter.ShouldBe(Span - Seconds(10));
        scene.Attempts.Count.ShouldBe(2);
        scene.Clock.Elapsed.ShouldBe(Seconds(10));
    }

    [Fact]
    public async Task Turn_that_is_near_is_waited_for()
    {
        using var scene = new CallScene(callsPerMinute: 1);
        await scene.CallAsync(CallScene.Answers);
        scene.Clock.Advance(Seconds(40));

        var call = scene.Begin(CancellationToken.None, CallScene.Answers);
        call.IsCompleted.ShouldBeFalse();
        scene.Clock.Advance(Span - Seconds(40));

        (await call).IsSuccess.ShouldBeTrue();
        scene.Attempts.ShouldBe([TimeSpan.Zero, Span]);
    }

    [Fact]
    public async Task Turn_just_before_the_deadline_is_no_turn()
    {
        using var scene = new CallScene(callsPerMinute: 1);
        await scene.CallAsync(CallScene.Answers);
        scene.Clock.Advance(Span - Seconds(29.95)); // of the call's 30 seconds, 50 ms would be left for an attempt

        var result = await scene.CallAsync(CallScene.Answers);

        result.Failure!.Kind.ShouldBe(FailureKind.QuotaExhausted);
        result.Failure.RetryAfter.ShouldBe(Seconds(29.95));
        scene.Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_without_a_permit_left_ends_the_call_with_what_went_wrong()
    {
        using var scene = new CallScene(callsPerMinute: 2);

        var result = await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Retry.Yes));

        scene.Attempts.Count.ShouldBe(2);
        result.Failure!.Kind.ShouldBe(FailureKind.Unavailable);
        result.Failure.Detail.ShouldEndWith("so it was not tried again. (2 attempts)");
        result.Failure.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Providers_own_too_often_pauses_the_account()
    {
        using var scene = new CallScene(new UpstreamOptions { MaxRetries = 0 });

        await scene.CallAsync(CallScene.Fails(FailureKind.QuotaExhausted, Retry.Yes, Seconds(20)));
        scene.Channel.RemainingCalls.ShouldBe(0);

        var call = scene.Begin(CancellationToken.None, CallScene.Answers);
        scene.Clock.Advance(Seconds(19.999));
        scene.Attempts.Count.ShouldBe(1);
        scene.Clock.Advance(Seconds(0.001));
        (await call).IsSuccess.ShouldBeTrue();
        scene.Attempts.ShouldBe([TimeSpan.Zero, Seconds(20)]);
    }

    [Fact]
    public async Task Pause_is_no_longer_than_the_window()
    {
        using var scene = new CallScene(new UpstreamOptions { MaxRetries = 0 });

        await scene.CallAsync(CallScene.Fails(FailureKind.QuotaExhausted, Retry.Yes, TimeSpan.FromDays(1)));

        (await scene.CallAsync(CallScene.Answers)).Failure!.RetryAfter.ShouldBe(Seconds(60));
        scene.Clock.Advance(Seconds(60));
        (await scene.CallAsync(CallScene.Answers)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Too_often_without_a_time_pauses_nobody()
    {
        using var scene = new CallScene(new UpstreamOptions { MaxRetries = 0 });

        await scene.CallAsync(CallScene.Fails(FailureKind.QuotaExhausted, Retry.Yes));

        scene.Channel.RemainingCalls.ShouldBe(99);
    }
}
