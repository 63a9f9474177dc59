using CdnGateway.Providers;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Providers.Tencent;

/// <summary>Twenty calls a second, by the clock of the provider's end.</summary>
public sealed class TencentV3PaceTests
{
    private const int Limit = 20;

    [Fact]
    public async Task Never_more_than_twenty_calls_set_out_in_any_second_retries_included()
    {
        var calls = 0;
        var scene = new TencentV3Scene(
            request => Interlocked.Increment(ref calls) % 3 == 0 ? TencentV3Stub.Error("InternalError.RouteError") : TencentV3Stub.Steady(request),
            upstream: new UpstreamOptions { MaxRetries = 10 });

        var results = await scene.FinishAsync(Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => scene.Begin(new Curve($"d{i}.test.com", Grade.Billing), Curves.Window(3)))));

        results.ShouldAllBe(r => r.IsSuccess);
        var times = scene.Stub.Requests.Select(r => r.SentAt).Order().ToArray();
        times.Length.ShouldBeGreaterThan(100);
        for (var i = Limit; i < times.Length; i++)
        {
            (times[i] - times[i - Limit]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        }

        times[^1].ShouldBeLessThan(TimeSpan.FromSeconds(55)); // and it is by the second, not by the minute
    }

    [Fact]
    public async Task Provider_that_says_too_often_is_left_alone_for_a_second()
    {
        var answers = new Queue<string>([TencentV3Stub.Error("RequestLimitExceeded")]);
        var scene = new TencentV3Scene(
            request => answers.TryDequeue(out var error) ? error : TencentV3Stub.Steady(request), upstream: new UpstreamOptions());

        (await scene.ReadAsync(new Curve("www.test.com", Grade.Billing), Curves.Window(3))).IsSuccess.ShouldBeTrue();

        var times = scene.Stub.Requests.Select(r => r.SentAt).Order().ToArray();
        times.Length.ShouldBe(2);
        (times[1] - times[0]).ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
    }

    [Theory]
    [InlineData(60, 500)]
    [InlineData(2.5, 500)]
    [InlineData(1, 200)]
    public void Margin_is_half_a_second_and_a_fifth_of_a_window_at_the_most(double windowSeconds, int milliseconds) =>
        UpstreamChannel.MarginOf(TimeSpan.FromSeconds(windowSeconds)).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
}
