using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

/// <summary>The real clock and real threads. Nothing here depends on how fast the machine is: slowness only spreads the calls.</summary>
public sealed class SlidingLogRateLimiterThreadsTests
{
    private const int Limit = 20;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    [Fact(Timeout = 30_000)]
    public async Task Many_callers_at_once_never_exceed_the_limit_and_all_are_served()
    {
        const int seed = 11;
        var random = new Random(seed);
        using var limiter = new SlidingLogRateLimiter(Limit, Window, TimeSpan.FromMilliseconds(2), TimeProvider.System);
        var callers = Enumerable.Range(0, 300)
            .Select(_ => (Hold: random.Next(4) * 3, Unsent: random.Next(8) == 0, GivesUpAfter: random.Next(10) == 0 ? random.Next(1, 400) : -1))
            .Select(c => Task.Run(() => CallAsync(limiter, c.Hold, c.Unsent, c.GivesUpAfter)))
            .ToArray();

        var sends = (await Task.WhenAll(callers)).OfType<long>().Order().ToList();

        sends.Count.ShouldBeGreaterThan(200, $"seed {seed}");
        for (var i = Limit; i < sends.Count; i++)
            TimeProvider.System.GetElapsedTime(sends[i - Limit], sends[i]).ShouldBeGreaterThanOrEqualTo(Window, $"seed {seed}, send {i}");
        limiter.Waiting.ShouldBe(0);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_lease_sent_and_disposed_from_many_threads_settles_once()
    {
        using var limiter = new SlidingLogRateLimiter(Limit, TimeSpan.FromMinutes(10), TimeSpan.Zero, TimeProvider.System);
        for (var round = 1; round < Limit; round++)
        {
            using var lease = limiter.AttemptAcquire();
            using var returned = limiter.AttemptAcquire();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            {
                lease.MarkSent();
                lease.Dispose();
                returned.Dispose();
            })));
            limiter.Remaining.ShouldBe(Limit - round);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Leases_settled_by_many_threads_are_all_counted(int round)
    {
        const int many = 100_000;
        using var limiter = new SlidingLogRateLimiter(many, TimeSpan.FromMinutes(10), TimeSpan.Zero, TimeProvider.System);
        var leases = Enumerable.Range(0, many).Select(_ => limiter.AttemptAcquire()).ToArray();

        using var together = new Barrier(2);
        await Task.WhenAll(leases.Chunk(many / 2).Select(share => Task.Run(() =>
        {
            together.SignalAndWait();
            for (var i = 0; i < share.Length; i++)
            {
                if (i % 4 != 0)
                    share[i].MarkSent();
                share[i].Dispose();
            }
        })));

        limiter.Remaining.ShouldBe(many / 4, $"round {round}");
    }

    // The stamp is taken before MarkSent, and so before the limiter's own: whatever the threads do in between, two stamps a
    // full limit apart are at least a window apart.
    private static async Task<long?> CallAsync(SlidingLogRateLimiter limiter, int hold, bool unsent, int givesUpAfter)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(givesUpAfter), TimeProvider.System);
        try
        {
            using var lease = await limiter.AcquireAsync(Urgency.OfRequest, Timeout.InfiniteTimeSpan, patience.Token);
            for (var turn = 0; turn < hold; turn++)
            {
                await Task.Yield(); // others come in between, as while a connection opens
            }

            if (unsent)
                return null;

            var stamp = TimeProvider.System.GetTimestamp();
            lease.MarkSent();
            return stamp;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
