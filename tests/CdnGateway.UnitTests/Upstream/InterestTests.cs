using CdnGateway.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

/// <summary>What a call's interest does to its way through the pipeline.</summary>
public sealed class InterestTests : IDisposable
{
    private static readonly UpstreamOptions Patient = new() { TotalTimeout = TimeSpan.FromSeconds(100), AttemptTimeout = TimeSpan.FromSeconds(50) };

    private readonly CallInterest _interest = CallInterest.OfCollector();
    private readonly CallScene _scene = new(Patient, callsPerMinute: 4);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Withdrawn_call_in_the_queue_ends_as_cancelled_and_takes_no_permit()
    {
        await UseUpAsync(4);
        var call = _scene.Begin(_interest, CancellationToken.None, CallScene.Answers);

        _interest.Leave();

        await Should.ThrowAsync<OperationCanceledException>(call);
        _scene.Clock.Advance(TimeSpan.FromSeconds(60.5));
        _scene.Channel.RemainingCalls.ShouldBe(4);
        _scene.Attempts.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Call_withdrawn_before_it_was_made_gives_its_permit_back()
    {
        _interest.Leave();

        await Should.ThrowAsync<OperationCanceledException>(_scene.Begin(_interest, CancellationToken.None, CallScene.Answers));

        _scene.Attempts.ShouldBeEmpty();
        _scene.Channel.RemainingCalls.ShouldBe(4);
    }

    [Fact]
    public async Task Attempt_on_its_way_is_not_cut_off_and_its_answer_is_had()
    {
        var call = _scene.Begin(_interest, CancellationToken.None, _scene.After(TimeSpan.FromSeconds(5), CallScene.Answers));

        _interest.Leave();
        call.IsCompleted.ShouldBeFalse();
        _scene.Clock.Advance(TimeSpan.FromSeconds(5));

        (await call).IsSuccess.ShouldBeTrue();
        _interest.TryJoin(isInteractive: true).ShouldBeTrue(); // until the answer is kept
    }

    [Fact]
    public async Task Attempt_that_fails_for_nobody_is_not_tried_again()
    {
        var call = _scene.Begin(
            _interest, CancellationToken.None, _scene.After(TimeSpan.FromSeconds(5), CallScene.Fails(FailureKind.Unavailable, Retry.Yes)));

        _interest.Leave();
        _scene.Clock.Advance(TimeSpan.FromSeconds(5));

        await Should.ThrowAsync<OperationCanceledException>(_scene.FinishAsync(call));
        _scene.Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Call_withdrawn_between_attempts_ends_as_cancelled()
    {
        var call = _scene.Begin(_interest, CancellationToken.None, CallScene.Fails(FailureKind.Unavailable, Retry.Yes, TimeSpan.FromSeconds(5)));
        _scene.Attempts.Count.ShouldBe(1);

        _interest.Leave();

        await Should.ThrowAsync<OperationCanceledException>(call);
        _scene.Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Background_leaves_half_of_the_quota_to_requests_until_one_joins_it()
    {
        await UseUpAsync(2);
        var call = _scene.Begin(_interest, CancellationToken.None, CallScene.Answers);
        call.IsCompleted.ShouldBeFalse();

        _interest.TryJoin(isInteractive: true);

        (await call).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Background_on_its_way_leaves_room_for_requests()
    {
        using var scene = new CallScene(new UpstreamOptions { TotalTimeout = TimeSpan.FromDays(10), AttemptTimeout = TimeSpan.FromDays(10) });
        var background = Enumerable.Range(0, 20).Select(_ => CallInterest.OfCollector()).ToList();
        var calls = background.ConvertAll(interest => scene.Begin(interest, CancellationToken.None, scene.After(TimeSpan.FromSeconds(5), CallScene.Answers)));
        scene.Attempts.Count.ShouldBe(8);

        (await scene.Begin(CancellationToken.None, CallScene.Answers)).IsSuccess.ShouldBeTrue();
        background[^1].TryJoin(isInteractive: true);
        await WaitUntil(() => scene.Attempts.Count == 10);

        await WaitUntil(() =>
        {
            scene.Clock.Advance(TimeSpan.FromMilliseconds(10));
            return calls.TrueForAll(call => call.IsCompleted);
        });
        (await Task.WhenAll(calls)).ShouldAllBe(result => result.IsSuccess);
    }

    private static async Task WaitUntil(Func<bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }
    }

    private async Task UseUpAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            await _scene.CallAsync(CallScene.Answers);
        }
    }
}
