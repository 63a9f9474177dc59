using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

public sealed class QuotaLeaseTests : QuotaOfTwo
{
    [Fact]
    public void A_slot_is_free_again_a_window_and_a_margin_after_its_send_and_not_after_its_grant()
    {
        using var first = Take();
        Clock.Advance(Seconds(30));
        first.MarkSent();
        Send();

        Clock.Advance(Seconds(61) - Tick);
        Limiter.Remaining.ShouldBe(0);
        Clock.Advance(Tick);
        Limiter.Remaining.ShouldBe(2);
    }

    [Fact]
    public void An_unsent_lease_occupies_its_slot_however_long_it_is_held()
    {
        using var held = Take();
        Clock.Advance(TimeSpan.FromHours(5));
        Limiter.Remaining.ShouldBe(1);
    }

    [Fact]
    public void MarkSent_twice_counts_once()
    {
        using var lease = Take();
        lease.MarkSent();
        Clock.Advance(Seconds(10));
        lease.MarkSent();

        Limiter.Remaining.ShouldBe(1);
        Clock.Advance(Seconds(51));
        Limiter.Remaining.ShouldBe(2);
    }

    [Fact]
    public void A_lease_disposed_after_its_send_still_counts()
    {
        var lease = Take();
        lease.MarkSent();
        lease.Dispose();
        lease.Dispose();
        lease.MarkSent();

        Limiter.Remaining.ShouldBe(1);
    }

    [Fact]
    public void A_lease_without_a_slot_refuses_to_be_sent()
    {
        var returned = Take();
        returned.Dispose();
        Should.Throw<InvalidOperationException>(returned.MarkSent);

        Send();
        Send();
        Should.Throw<InvalidOperationException>(Limiter.AttemptAcquire().MarkSent);
    }

    [Fact]
    public async Task A_lease_disposed_unsent_wakes_the_next_in_line_at_once()
    {
        Send();
        var held = Take();
        var next = Wait();
        var afterNext = Wait();

        held.Dispose();
        held.Dispose();

        (await Answer(next)).IsAcquired.ShouldBeTrue();
        afterNext.IsCompleted.ShouldBeFalse();
    }
}
