using System.Threading.RateLimiting;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

/// <summary>What everyone who knows the framework's limiters expects of one.</summary>
public sealed class RateLimiterContractTests : QuotaOfTwo
{
    [Fact]
    public async Task Disposing_refuses_those_who_wait_and_lets_held_leases_end_in_peace()
    {
        var sent = Take();
        var unsent = Take();
        var waiting = Wait();
        var hurried = Wait(Seconds(90));

        await Limiter.DisposeAsync();

        (await Answer(waiting)).IsAcquired.ShouldBeFalse();
        (await Answer(hurried)).TryGetMetadata(MetadataName.RetryAfter, out _).ShouldBeFalse();
        Should.Throw<ObjectDisposedException>(() => Limiter.AttemptAcquire());
        await Should.ThrowAsync<ObjectDisposedException>(async () => await Answer(Wait()));
        sent.MarkSent();
        unsent.Dispose();
        Clock.NextDue.ShouldBeNull();
    }

    [Fact(Timeout = 30_000)]
    public async Task Asking_for_no_permit_tells_whether_there_is_one_and_takes_none()
    {
        Limiter.AttemptAcquire(0).IsAcquired.ShouldBeTrue();
        Limiter.Remaining.ShouldBe(2);
        Send();
        Send();
        ((QuotaLease)Limiter.AttemptAcquire(0)).RetryAfter.ShouldBe(Seconds(61));

        var probe = Limiter.AcquireAsync(0, TestContext.Current.CancellationToken).AsTask();
        probe.IsCompleted.ShouldBeFalse();
        Clock.Advance(Seconds(61));
        (await probe).IsAcquired.ShouldBeTrue();
        Limiter.Remaining.ShouldBe(2);
    }

    [Fact]
    public async Task The_framework_s_own_methods_take_one_permit_at_a_time()
    {
        RateLimiter limiter = Limiter;
        (await limiter.AcquireAsync(1, TestContext.Current.CancellationToken)).ShouldBeOfType<QuotaLease>().MarkSent();
        limiter.AttemptAcquire().IsAcquired.ShouldBeTrue();
        Should.Throw<ArgumentOutOfRangeException>(() => limiter.AttemptAcquire(2));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await limiter.AcquireAsync(2));

        var statistics = limiter.GetStatistics()!;
        (statistics.CurrentAvailablePermits, statistics.TotalSuccessfulLeases, statistics.TotalFailedLeases).ShouldBe((0, 2, 0));
    }

    [Fact]
    public void Idle_is_counted_from_when_the_last_slot_came_free()
    {
        Clock.Advance(Seconds(3));
        Limiter.IdleDuration.ShouldBe(Seconds(3));
        Send();
        Limiter.IdleDuration.ShouldBeNull();
        Clock.Advance(Seconds(70));
        Limiter.IdleDuration.ShouldBe(Seconds(9));

        Take().Dispose();
        Limiter.IdleDuration.ShouldBe(TimeSpan.Zero);
        Limiter.Pause(Seconds(5));
        Limiter.IdleDuration.ShouldBeNull();
        Clock.Advance(Seconds(6));
        Limiter.IdleDuration.ShouldBe(Seconds(1));
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
