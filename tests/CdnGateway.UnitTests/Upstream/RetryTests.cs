using CdnGateway.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class RetryTests
{
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Theory]
    [InlineData("Never", 3, 1)]
    [InlineData("Once", 3, 2)]
    [InlineData("Yes", 3, 4)]
    [InlineData("Yes", 1, 2)]
    [InlineData("Yes", 0, 1)]
    [InlineData("Once", 0, 1)]
    public async Task Failure_is_tried_again_as_often_as_it_says_and_the_options_allow(string retry, int maxRetries, int attempts)
    {
        using var scene = new CallScene(new UpstreamOptions { MaxRetries = maxRetries });

        var result = await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Enum.Parse<Retry>(retry)));

        scene.Attempts.Count.ShouldBe(attempts);
        result.Failure!.Kind.ShouldBe(FailureKind.Unavailable);
        result.Failure.Detail.ShouldBe(attempts == 1 ? "Unavailable." : $"Unavailable. ({attempts} attempts)");
    }

    [Fact]
    public async Task Success_after_failures_is_the_answer()
    {
        using var scene = new CallScene();
        var fails = CallScene.Fails(FailureKind.Unavailable, Retry.Yes);

        var result = await scene.CallAsync(fails, fails, CallScene.Answers);

        result.Value!.Text.ShouldBe("yes");
        scene.Attempts.Count.ShouldBe(3);
        scene.Channel.Health.LastFailure!.Failure!.Kind.ShouldBe(FailureKind.Unavailable);
        scene.Channel.Health.LastSuccess!.Time.ShouldBe(scene.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Failure_that_may_be_tried_once_more_is_not_tried_a_third_time_after_another()
    {
        using var scene = new CallScene();

        await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Retry.Yes), CallScene.Fails(FailureKind.AuthFailed, Retry.Once));

        scene.Attempts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Attempts_without_a_named_wait_keep_a_growing_distance()
    {
        using var scene = new CallScene();

        await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Retry.Yes));

        scene.Attempts[1].ShouldBeInRange(TimeSpan.FromTicks(1), Seconds(2));
        scene.Attempts[3].ShouldBeInRange(scene.Attempts[2], Seconds(10));
    }

    [Fact]
    public async Task Named_wait_is_kept_to_the_tick()
    {
        using var scene = new CallScene();

        await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Retry.Yes, Seconds(7)), CallScene.Answers);

        scene.Attempts.ShouldBe([Seconds(0), Seconds(7)]);
    }

    [Theory]
    [InlineData(29.999, 2)]
    [InlineData(30, 1)]
    [InlineData(3600, 1)]
    public async Task Named_wait_that_is_longer_than_what_remains_fails_at_once(double wait, int attempts)
    {
        using var scene = new CallScene();

        var result = await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Retry.Yes, Seconds(wait)), CallScene.Answers);

        scene.Attempts.Count.ShouldBe(attempts);
        result.Failure?.RetryAfter.ShouldBe(Seconds(wait));
        (attempts == 1).ShouldBe(scene.Clock.Elapsed == TimeSpan.Zero);
    }

    [Fact]
    public async Task Named_waits_are_kept_until_the_next_would_pass_the_total()
    {
        using var scene = new CallScene();

        var result = await scene.CallAsync(CallScene.Fails(FailureKind.Unavailable, Retry.Yes, Seconds(12)));

        scene.Attempts.ShouldBe([Seconds(0), Seconds(12), Seconds(24)]);
        scene.Clock.Elapsed.ShouldBe(Seconds(24));
        result.Failure!.Kind.ShouldBe(FailureKind.Unavailable);
    }
}
