using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

public sealed class SlidingLogRateLimiterTests : QuotaOfTwo
{
    [Theory]
    [InlineData(0, 61)]
    [InlineData(1, 71)]
    [InlineData(2, 122)]
    [InlineData(3, 132)]
    [InlineData(7, 254)]
    public async Task A_deadline_nearer_than_the_turn_fails_at_once_with_the_exact_wait(int ahead, int turn)
    {
        Send();
        Clock.Advance(Seconds(10));
        Send();
        for (var i = 0; i < ahead; i++)
            _ = Wait();

        var refused = Wait(Seconds(turn - 10) - Tick);
        var waiting = Wait(Seconds(turn - 10));

        (await Answer(refused)).IsAcquired.ShouldBeFalse();
        (await Answer(refused)).RetryAfter.ShouldBe(Seconds(turn - 10));
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_turn_right_at_the_deadline_is_in_time()
    {
        Send();
        Send();
        var waiting = Wait(Seconds(61));

        Clock.Advance(Seconds(61));

        (await Answer(waiting)).IsAcquired.ShouldBeTrue();
    }

    [Fact]
    public async Task A_turn_that_slips_past_the_deadline_fails_then_with_what_is_left_of_the_wait()
    {
        Send();
        using var held = Take();
        _ = Wait();
        var waiting = Wait(Seconds(65));

        Clock.Advance(Seconds(40));
        held.MarkSent();
        Clock.Advance(Seconds(25) - Tick);
        waiting.IsCompleted.ShouldBeFalse();
        Clock.Advance(Tick);

        (await Answer(waiting)).RetryAfter.ShouldBe(Seconds(101 - 65));
        Limiter.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_newcomer_at_the_very_turn_does_not_overtake()
    {
        Send();
        QuotaLease? newcomer = null;
        // Armed before the limiter's own timer, and so fired before it at the same time.
        using var timer = Clock.CreateTimer(_ => newcomer = Limiter.AttemptAcquire(), null, Seconds(61), Timeout.InfiniteTimeSpan);
        using var held = Take();
        var waiting = Wait();

        Clock.Advance(Seconds(61));

        (await Answer(waiting)).IsAcquired.ShouldBeTrue();
        newcomer.ShouldNotBeNull().IsAcquired.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cancelled_waiter_leaves_no_trace_and_the_one_behind_moves_up()
    {
        Send();
        Send();
        using var patience = new CancellationTokenSource();
        var impatient = Limiter.AcquireAsync(Urgency.OfRequest, Seconds(300), patience.Token).AsTask();
        using var alsoImpatient = new CancellationTokenSource();
        var other = Limiter.AcquireAsync(Urgency.OfRequest, Timeout.InfiniteTimeSpan, alsoImpatient.Token).AsTask();
        var behind = Wait();

        await patience.CancelAsync();
        await alsoImpatient.CancelAsync();
        impatient.IsCanceled.ShouldBeTrue();
        other.IsCanceled.ShouldBeTrue();
        Limiter.Waiting.ShouldBe(1);

        Clock.Advance(Seconds(61));
        (await Answer(behind)).IsAcquired.ShouldBeTrue();
        Limiter.Remaining.ShouldBe(1);
        Clock.NextDue.ShouldBeNull();
    }

    [Fact]
    public void A_caller_who_has_given_up_before_asking_gets_nothing()
    {
        var answer = Limiter.AcquireAsync(Urgency.OfRequest, Seconds(1), new CancellationToken(canceled: true));
        answer.IsCanceled.ShouldBeTrue();
        Limiter.Remaining.ShouldBe(2);
    }

    [Fact]
    public async Task A_cancellation_after_the_grant_changes_nothing()
    {
        Send();
        Send();
        using var patience = new CancellationTokenSource();
        var waiting = Limiter.AcquireAsync(Urgency.OfRequest, Timeout.InfiniteTimeSpan, patience.Token).AsTask();
        Clock.Advance(Seconds(61));
        await patience.CancelAsync();

        (await Answer(waiting)).IsAcquired.ShouldBeTrue();
        Limiter.Remaining.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_granted_during_a_pause_and_a_shorter_one_does_not_end_it()
    {
        Limiter.Pause(Seconds(100));
        Limiter.Pause(Seconds(5));
        Limiter.Remaining.ShouldBe(0);
        Limiter.AttemptAcquire().RetryAfter.ShouldBe(Seconds(100));
        var first = Wait();
        var second = Wait();
        var third = Wait();
        (await Answer(Wait(Seconds(160)))).RetryAfter.ShouldBe(Seconds(161));

        Clock.Advance(Seconds(100) - Tick);
        first.IsCompleted.ShouldBeFalse();
        Clock.Advance(Tick);

        (await Answer(first)).MarkSent();
        (await Answer(second)).MarkSent();
        third.IsCompleted.ShouldBeFalse();
        Clock.Advance(Seconds(61));
        (await Answer(third)).IsAcquired.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pause_beyond_the_deadline_of_a_waiter_fails_it_at_once()
    {
        Send();
        Send();
        var hurried = Wait(Seconds(70));
        var patient = Wait();

        Limiter.Pause(Seconds(90));

        (await Answer(hurried)).RetryAfter.ShouldBe(Seconds(90));
        patient.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_pause_longer_than_any_timer_ends_all_the_same()
    {
        Limiter.Pause(TimeSpan.FromDays(100));
        var waiting = Wait();
        Clock.Advance(TimeSpan.FromDays(100) - Tick);
        waiting.IsCompleted.ShouldBeFalse();
        Clock.Advance(Seconds(1));
        (await Answer(waiting)).IsAcquired.ShouldBeTrue();

        Limiter.Pause(TimeSpan.MaxValue);
        Limiter.AttemptAcquire().IsAcquired.ShouldBeFalse();
    }

    [Fact]
    public void A_corrected_wallClock_frees_nothing()
    {
        Send();
        Clock.UtcNow += TimeSpan.FromDays(1);
        Limiter.Remaining.ShouldBe(1);
    }

    [Fact]
    public async Task Disposing_refuses_those_who_wait_and_lets_held_leases_end_in_peace()
    {
        var sent = Take();
        var unsent = Take();
        var waiting = Wait();
        var hurried = Wait(Seconds(90));
        var background = WaitInBackground();

        await Limiter.DisposeAsync();

        (await Answer(waiting)).IsAcquired.ShouldBeFalse();
        (await Answer(hurried)).RetryAfter.ShouldBeNull();
        (await Answer(background)).IsAcquired.ShouldBeFalse();
        Should.Throw<ObjectDisposedException>(() => Limiter.AttemptAcquire());
        await Should.ThrowAsync<ObjectDisposedException>(async () => await Answer(Wait()));
        sent.MarkSent();
        unsent.Dispose();
        Clock.NextDue.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 60, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 60, -1)]
    public void A_quota_that_makes_no_sense_is_refused(int limit, int window, int margin) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SlidingLogRateLimiter(limit, Seconds(window), Seconds(margin), Clock));

    [Fact]
    public void Negative_waits_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Wait(Seconds(-2)));
        Should.Throw<ArgumentOutOfRangeException>(() => Limiter.Pause(-Tick));
    }
}
