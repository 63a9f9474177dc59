using CdnGateway.Providers;
using CdnGateway.Upstream;
using Polly.CircuitBreaker;

namespace CdnGateway.UnitTests.Upstream;

public sealed class CircuitTests : IDisposable
{
    private static readonly Attempt Down = CallScene.Fails(FailureKind.Unavailable, Retry.Yes);

    private readonly CallScene _scene = new(new UpstreamOptions { MaxRetries = 0 }, callsPerMinute: 1000);

    private CircuitState State => _scene.Channel.Health.Circuit.CircuitState;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Forty_failures_in_fifteen_seconds_open_it_and_no_fewer()
    {
        await CallAsync(39, Down);
        State.ShouldBe(CircuitState.Closed);

        await CallAsync(1, Down);
        State.ShouldBe(CircuitState.Open);
    }

    [Fact]
    public async Task Open_circuit_refuses_without_an_attempt_and_without_a_permit()
    {
        await CallAsync(40, Down);
        _scene.Clock.Advance(TimeSpan.FromSeconds(4));

        var result = await _scene.CallAsync(CallScene.Answers);

        result.Failure!.Kind.ShouldBe(FailureKind.Unavailable);
        result.Failure.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(5.9), TimeSpan.FromSeconds(10));
        _scene.Attempts.Count.ShouldBe(40);
        _scene.Channel.RemainingCalls.ShouldBe(960);
    }

    [Fact]
    public async Task Circuit_lets_one_try_after_ten_seconds_and_closes_on_its_success()
    {
        await CallAsync(40, Down);
        _scene.Clock.Advance(TimeSpan.FromSeconds(10));

        (await _scene.CallAsync(CallScene.Answers)).IsSuccess.ShouldBeTrue();

        State.ShouldBe(CircuitState.Closed);
        (await _scene.CallAsync(CallScene.Answers)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Circuit_stays_open_when_the_try_fails()
    {
        await CallAsync(40, Down);
        _scene.Clock.Advance(TimeSpan.FromSeconds(10));

        await CallAsync(1, Down);

        State.ShouldBe(CircuitState.Open);
        await CallAsync(1, CallScene.Answers);
        _scene.Attempts.Count.ShouldBe(41);
    }

    [Fact]
    public async Task One_success_in_ten_keeps_it_closed()
    {
        for (var i = 0; i < 20; i++)
        {
            await CallAsync(1, CallScene.Answers);
            await CallAsync(9, Down);
        }

        State.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public async Task Failures_far_apart_keep_it_closed()
    {
        for (var i = 0; i < 100; i++)
        {
            await CallAsync(1, Down);
            _scene.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        State.ShouldBe(CircuitState.Closed);
    }

    [Theory]
    [InlineData("Rejected")]
    [InlineData("AuthFailed")]
    [InlineData("InvalidResponse")]
    [InlineData("QuotaExhausted")]
    public async Task Provider_that_says_no_is_not_down(string kind)
    {
        await CallAsync(100, CallScene.Fails(Enum.Parse<FailureKind>(kind)));

        State.ShouldBe(CircuitState.Closed);
        _scene.Attempts.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Provider_that_does_not_answer_is_down()
    {
        var calls = Enumerable.Range(0, 16).Select(_ => _scene.Begin(CancellationToken.None, _scene.Hangs)).ToList();
        _scene.Clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(calls);

        await CallAsync(24, CallScene.Fails(FailureKind.Timeout));

        State.ShouldBe(CircuitState.Open);
    }

    private async Task CallAsync(int times, Attempt attempt)
    {
        for (var i = 0; i < times; i++)
        {
            await _scene.CallAsync(attempt);
        }
    }
}
