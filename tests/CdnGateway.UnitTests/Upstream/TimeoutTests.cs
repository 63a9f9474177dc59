using CdnGateway.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class TimeoutTests
{
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public async Task Attempt_without_an_answer_ends_at_its_timeout()
    {
        using var scene = new CallScene(new UpstreamOptions { MaxRetries = 0 });

        var result = await scene.CallAsync(scene.Hangs);

        scene.Clock.Elapsed.ShouldBe(Seconds(10));
        result.Failure!.Kind.ShouldBe(FailureKind.Timeout);
        result.Failure.Detail.ShouldBe("The provider did not answer in time.");
        scene.Channel.Health.LastFailure!.Failure!.Kind.ShouldBe(FailureKind.Timeout);
    }

    [Fact]
    public async Task Attempt_that_timed_out_is_made_again()
    {
        using var scene = new CallScene();

        var result = await scene.CallAsync(scene.Hangs, CallScene.Answers);

        result.IsSuccess.ShouldBeTrue();
        scene.Attempts[1].ShouldBeGreaterThan(Seconds(10));
    }

    [Fact]
    public async Task Call_without_an_answer_ends_at_the_total_timeout()
    {
        using var scene = new CallScene();

        var result = await scene.CallAsync(scene.Hangs);

        scene.Clock.Elapsed.ShouldBe(Seconds(30));
        result.Failure!.Kind.ShouldBe(FailureKind.Timeout);
        result.Failure.Detail.ShouldBe($"The provider did not answer within 30 s ({scene.Attempts.Count} attempts).");
    }

    [Fact]
    public async Task Call_that_ends_while_it_waits_for_another_try_tells_the_last_failure()
    {
        using var scene = new CallScene(new UpstreamOptions { TotalTimeout = Seconds(5) });

        var result = await scene.CallAsync(_ =>
        {
            scene.Clock.Advance(Seconds(5) - TimeSpan.FromTicks(1));
            return CallScene.Result(new ProviderFailure(FailureKind.Unavailable, "Down.") { Retry = Retry.Yes });
        });

        scene.Attempts.Count.ShouldBe(1);
        scene.Clock.Elapsed.ShouldBe(Seconds(5));
        result.Failure!.Kind.ShouldBe(FailureKind.Unavailable);
        result.Failure.Detail.ShouldBe("Down.");
    }

    [Fact]
    public async Task Call_that_ends_within_another_try_tells_the_timeout()
    {
        using var scene = new CallScene(new UpstreamOptions { TotalTimeout = Seconds(9), AttemptTimeout = Seconds(10) });

        var result = await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Retry.Yes, Seconds(1)), scene.Hangs);

        scene.Clock.Elapsed.ShouldBe(Seconds(9));
        result.Failure!.Kind.ShouldBe(FailureKind.Timeout);
        result.Failure.Detail.ShouldContain("2 attempts");
    }

    [Fact]
    public async Task Answer_just_in_time_is_an_answer()
    {
        using var scene = new CallScene(new UpstreamOptions { MaxRetries = 0 });

        var result = await scene.CallAsync(scene.After(Seconds(9.999), CallScene.Answers));

        result.IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void What_remains_is_never_less_than_nothing()
    {
        using var scene = new CallScene();
        var call = new ProviderCall("action", CallInterest.OfRequest(), Seconds(30), scene.Clock);

        scene.Clock.Advance(Seconds(10));
        call.Remaining.ShouldBe(Seconds(20));
        scene.Clock.Advance(Seconds(20.001));
        call.Remaining.ShouldBe(TimeSpan.Zero);
    }
}
