using System.Threading.RateLimiting;
using CdnGateway.UnitTests.Clock;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

/// <summary>
/// Why there is a limiter of our own. The framework's replenish by their own clock, so the minute is played: their window is made so
/// short that every replenishment asked for is granted, and it is asked for when 60 s limiters would do it.
/// </summary>
public sealed class FrameworkLimitersTests
{
    private const int Limit = 100;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_fixed_window_lets_twice_the_limit_into_two_seconds()
    {
        using var limiter = new FixedWindowRateLimiter(new() { PermitLimit = Limit, Window = TimeSpan.FromTicks(1), AutoReplenishment = false });

        MostInAnyWindow(limiter, replenishEvery: 60, callAt: [59, 60]).ShouldBe(2 * Limit);
    }

    [Fact]
    public void A_sliding_window_of_segments_lets_twice_the_limit_into_a_real_window()
    {
        using var limiter = new SlidingWindowRateLimiter(new()
        {
            PermitLimit = Limit,
            Window = TimeSpan.FromTicks(6),
            SegmentsPerWindow = 6,
            AutoReplenishment = false,
        });

        MostInAnyWindow(limiter, replenishEvery: 10, callAt: [9, 60]).ShouldBe(2 * Limit);
    }

    [Theory]
    [InlineData(59, 60)]
    [InlineData(9, 60)]
    public void A_log_of_send_times_does_not(params int[] callAt)
    {
        var clock = new FakeClock();
        using var limiter = new SlidingLogRateLimiter(Limit, Window, TimeSpan.Zero, clock);

        MostInAnyWindow(callAt, TrySend, _ => clock.Advance(TimeSpan.FromSeconds(1))).ShouldBe(Limit);

        bool TrySend()
        {
            using var lease = limiter.AttemptAcquire();
            if (lease.IsAcquired)
                lease.MarkSent();
            return lease.IsAcquired;
        }
    }

    private static int MostInAnyWindow(ReplenishingRateLimiter limiter, int replenishEvery, int[] callAt)
    {
        return MostInAnyWindow(callAt, TrySend, ReplenishAfter);

        bool TrySend()
        {
            using var lease = limiter.AttemptAcquire();
            return lease.IsAcquired;
        }

        void ReplenishAfter(int second)
        {
            if ((second + 1) % replenishEvery == 0)
                Replenish(limiter);
        }
    }

    private static int MostInAnyWindow(int[] callAt, Func<bool> trySend, Action<int> endSecond)
    {
        var sends = new List<int>();
        for (var second = 0; second <= 120; second++)
        {
            while (callAt.Contains(second) && trySend())
                sends.Add(second);
            endSecond(second);
        }

        return sends.Max(start => sends.Count(s => s >= start && s < start + Window.TotalSeconds));
    }

    private static void Replenish(ReplenishingRateLimiter limiter)
    {
        // Its clock has to move on by one replenishment period, a tick.
        var before = TimeProvider.System.GetTimestamp();
        SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(before).Ticks > 1);
        limiter.TryReplenish();
    }
}
