using CdnGateway.UnitTests.Clock;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

/// <summary>Four calls in 60 s, of which the background may use half.</summary>
public sealed class PriorityTests : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly FakeClock _clock = new();
    private readonly SlidingLogRateLimiter _limiter;
    private readonly CancellationTokenSource _promotion = new();

    public PriorityTests() => _limiter = new(4, Window, TimeSpan.Zero, _clock, share: 0.5);

    public void Dispose()
    {
        _limiter.Dispose();
        _promotion.Dispose();
    }

    [Fact]
    public async Task Background_leaves_the_rest_to_requests()
    {
        await SendAsync(InBackground());
        await SendAsync(InBackground());
        var third = InBackground();

        third.IsCompleted.ShouldBeFalse();
        _limiter.Remaining.ShouldBe(2);
        await SendAsync(OfRequest());
        await SendAsync(OfRequest());
        third.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Background_waits_until_fewer_than_its_share_are_in_use_by_whomever()
    {
        await SendAsync(OfRequest());
        _clock.Advance(TimeSpan.FromSeconds(10));
        await SendAsync(OfRequest());
        _clock.Advance(TimeSpan.FromSeconds(10));
        await SendAsync(OfRequest());
        var background = InBackground();

        _clock.Advance(TimeSpan.FromSeconds(40));
        background.IsCompleted.ShouldBeFalse(); // two are still in use
        _clock.Advance(TimeSpan.FromSeconds(10));

        await SendAsync(background);
    }

    [Fact]
    public async Task Requests_are_served_before_the_background_that_came_earlier()
    {
        for (var i = 0; i < 4; i++)
            await SendAsync(OfRequest());
        var background = InBackground();
        var requests = Enumerable.Range(0, 3).Select(_ => OfRequest()).ToList();

        _clock.Advance(Window);

        requests.ShouldAllBe(r => r.IsCompletedSuccessfully);
        background.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Promoted_caller_goes_behind_the_requests_that_wait_and_before_the_background()
    {
        for (var i = 0; i < 4; i++)
            await SendAsync(OfRequest());
        var background = Enumerable.Range(0, 2).Select(_ => InBackground()).ToList();
        var promoted = InBackground(_promotion.Token);
        var requests = Enumerable.Range(0, 3).Select(_ => OfRequest()).ToList();

        await _promotion.CancelAsync();
        _clock.Advance(Window);

        requests.Append(promoted).ShouldAllBe(r => r.IsCompletedSuccessfully);
        background.ShouldAllBe(b => !b.IsCompleted);
    }

    [Fact]
    public async Task Promotion_takes_a_slot_that_only_the_background_could_not_have()
    {
        await SendAsync(OfRequest());
        await SendAsync(OfRequest());
        var caller = InBackground(_promotion.Token);
        caller.IsCompleted.ShouldBeFalse();

        await _promotion.CancelAsync();

        await SendAsync(caller);
    }

    [Fact]
    public async Task Caller_that_was_promoted_before_it_asked_is_served_as_a_request()
    {
        await SendAsync(OfRequest());
        await SendAsync(OfRequest());
        await _promotion.CancelAsync();

        await SendAsync(InBackground(_promotion.Token));
    }

    [Theory]
    [InlineData(100, 0.5, 50)]
    [InlineData(5, 0.5, 2)]
    [InlineData(5, 0.1, 1)]
    [InlineData(1, 0.5, 1)]
    [InlineData(5, 1, 5)]
    public void Share_is_rounded_down_and_is_at_least_one(int limit, double share, int slots) => SlotLedger.ShareOf(limit, share).ShouldBe(slots);

    private static async Task SendAsync(Task<QuotaLease> granted)
    {
        granted.IsCompleted.ShouldBeTrue("no answer yet");
        using var lease = await granted;
        lease.MarkSent();
    }

    private Task<QuotaLease> OfRequest() => _limiter.AcquireAsync(Urgency.OfRequest, Timeout.InfiniteTimeSpan, CancellationToken.None).AsTask();

    private Task<QuotaLease> InBackground(CancellationToken promoted = default) =>
        _limiter.AcquireAsync(new Urgency(IsInteractive: false, promoted), Timeout.InfiniteTimeSpan, CancellationToken.None).AsTask();
}
