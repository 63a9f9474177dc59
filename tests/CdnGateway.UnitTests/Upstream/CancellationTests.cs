using CdnGateway.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class CancellationTests : IDisposable
{
    private readonly CancellationTokenSource _caller = new();

    public void Dispose() => _caller.Dispose();

    [Fact]
    public async Task Caller_that_leaves_within_an_attempt_gets_the_cancellation()
    {
        using var scene = new CallScene();
        var call = scene.Begin(_caller.Token, scene.Hangs);

        await _caller.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(call)).CancellationToken.ShouldBe(_caller.Token);
        scene.Attempts.Count.ShouldBe(1);
        scene.Channel.RemainingCalls.ShouldBe(99); // it had left
        scene.Channel.Health.LastFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Caller_that_leaves_before_the_bytes_do_gives_the_permit_back()
    {
        using var scene = new CallScene();
        var call = scene.Channel.CallAsync("action", CallInterest.OfRequest(), scene.Hangs, _caller.Token);
        scene.Channel.RemainingCalls.ShouldBe(99);

        await _caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        scene.Channel.RemainingCalls.ShouldBe(100);
    }

    [Fact]
    public async Task Caller_that_leaves_between_attempts_gets_the_cancellation()
    {
        using var scene = new CallScene();
        var call = scene.Begin(_caller.Token, CallScene.Fails(FailureKind.Unavailable, Retry.Yes, TimeSpan.FromSeconds(5)));

        await _caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        scene.Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Caller_that_leaves_the_queue_takes_no_permit()
    {
        using var scene = new CallScene(new UpstreamOptions { TotalTimeout = TimeSpan.FromSeconds(100) }, callsPerMinute: 1);
        await scene.CallAsync(CallScene.Answers);
        var call = scene.Begin(_caller.Token, CallScene.Answers);

        await _caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        scene.Clock.Advance(TimeSpan.FromSeconds(60.5));
        scene.Attempts.Count.ShouldBe(1);
        scene.Channel.RemainingCalls.ShouldBe(1);
    }

    [Fact]
    public async Task Caller_that_was_gone_before_asks_nobody()
    {
        using var scene = new CallScene();
        await _caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(scene.Begin(_caller.Token, CallScene.Answers));

        scene.Attempts.ShouldBeEmpty();
        scene.Channel.RemainingCalls.ShouldBe(100);
    }

    [Fact]
    public async Task Callers_that_left_make_room_on_the_way()
    {
        using var scene = new CallScene();
        var calls = Enumerable.Range(0, 40).Select(_ => scene.Begin(_caller.Token, scene.Hangs)).ToList();
        scene.Attempts.Count.ShouldBe(16);

        await _caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(calls));
        scene.Channel.RemainingCalls.ShouldBe(84);
        (await scene.CallAsync(CallScene.Answers)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Attempt_that_throws_is_a_failure_of_its_account_and_leaks_nothing()
    {
        using var scene = new CallScene(new UpstreamOptions { MaxRetries = 0 });

        for (var i = 0; i < 20; i++)
        {
            var result = await scene.Channel.CallAsync<Answer>("action", CallInterest.OfRequest(), _ => throw new NotSupportedException("bug"), CancellationToken.None);
            result.Failure.ShouldNotBeNull().Kind.ShouldBe(FailureKind.Internal);
            result.Failure.Detail.ShouldNotContain("bug");
        }

        scene.Channel.RemainingCalls.ShouldBe(100);
        (await scene.CallAsync(CallScene.Answers)).IsSuccess.ShouldBeTrue();
    }
}
