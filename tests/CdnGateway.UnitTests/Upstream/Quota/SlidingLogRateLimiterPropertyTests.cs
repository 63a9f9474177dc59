using CdnGateway.UnitTests.Clock;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.UnitTests.Upstream.Quota;

public sealed class SlidingLogRateLimiterPropertyTests
{
    private const int Seeds = 250;

    [Fact]
    public async Task Random_callers_stay_within_the_limit_in_order_and_are_answered_as_the_plain_model_says()
    {
        var promoted = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var play = new QuotaPlay(seed);
            for (var i = 0; i < 1500; i++)
                await play.MoveAsync(callersCome: true);
            for (var i = 0; i < 10_000 && !play.Settled; i++)
                await play.MoveAsync(callersCome: false);

            play.Settled.ShouldBeTrue(play.Because("a caller was lost"));
            MostIn(play.Window, play.Sends).ShouldBeLessThanOrEqualTo(play.Limit, play.Because("too many in a window"));
            var lines = play.Grants.Where(caller => !play.Promoted.Contains(caller)).ToLookup(play.Background.Contains);
            lines.ShouldAllBe(line => line.SequenceEqual(line.Order()), play.Because("somebody was overtaken in its line"));
            promoted += play.Grants.Count(play.Promoted.Contains);

            for (var i = 0; i < 2 * play.Span; i++)
                await play.MoveAsync(callersCome: false);
            play.Limiter.Remaining.ShouldBe(play.Limit, play.Because("a slot leaked"));
            play.NextTimer.ShouldBeNull(play.Because("a timer runs for nobody"));
        }

        promoted.ShouldBeGreaterThan(Seeds);
    }

    /// <remarks>In the background: if nobody interactive comes any more, and so here nobody does.</remarks>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_wait_that_is_told_is_the_wait_that_it_takes(bool isInteractive)
    {
        var asked = 0;
        for (var seed = 1000; seed < 1000 + Seeds; seed++)
        {
            using var play = new QuotaPlay(seed, patient: true);
            for (var i = 0; i < 300 + seed % 100; i++)
                await play.MoveAsync(callersCome: true);

            using var refused = await play.Limiter.AcquireAsync(new Urgency(isInteractive, CancellationToken.None), TimeSpan.Zero, CancellationToken.None);
            if (refused.RetryAfter is not { } told)
                continue;

            var caller = await play.ArriveAsync(QuotaPlay.Forever, isInteractive);
            await play.SendAllAsync();
            for (var waited = TimeSpan.Zero; waited < told; waited += TimeSpan.FromMilliseconds(1))
            {
                play.Grants.ShouldNotContain(caller, play.Because($"told {told}, had its turn after {waited}"));
                await play.TickPromptlyAsync();
            }

            play.Grants.ShouldContain(caller, play.Because($"told {told}, did not have its turn then"));
            asked++;
        }

        asked.ShouldBeGreaterThan(Seeds / 2);
    }

    [Fact]
    public async Task Endless_demand_gets_98_percent_of_the_quota()
    {
        const int seed = 7;
        var random = new Random(seed);
        var clock = new FakeClock();
        using var limiter = new SlidingLogRateLimiter(100, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(500), clock);
        var waiting = new Queue<Task<QuotaLease>>();
        var held = new PriorityQueue<QuotaLease, TimeSpan>();
        var sends = new List<int>();

        while (clock.Elapsed < TimeSpan.FromMinutes(32))
        {
            while (waiting.Count < 150)
                waiting.Enqueue(limiter.AcquireAsync(Urgency.OfRequest, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken).AsTask());
            while (waiting.Peek().IsCompleted)
                held.Enqueue(await waiting.Dequeue(), clock.Elapsed + TimeSpan.FromMilliseconds(random.Next(150)));
            while (held.TryPeek(out var lease, out var until) && until <= clock.Elapsed)
            {
                using (held.Dequeue())
                {
                    if (random.Next(20) == 0)
                        continue;
                    lease.MarkSent();
                    sends.Add((int)clock.Elapsed.TotalMilliseconds);
                }
            }

            clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        // The calls come in bursts, a window apart, so whole rounds are compared with the time they took.
        var rounds = (sends.Count - 1) / 100;
        rounds.ShouldBeGreaterThanOrEqualTo(30);
        var used = rounds * 60_000.0 / (sends[rounds * 100] - sends[0]);
        used.ShouldBeGreaterThanOrEqualTo(0.98, $"seed {seed}");
        used.ShouldBeLessThan(1, $"seed {seed}");
        MostIn(60_000, sends).ShouldBe(100, $"seed {seed}");
    }

    /// <summary>The most sends in any [t, t + window). The fullest window can always be moved so that it starts at a send.</summary>
    private static int MostIn(int window, IReadOnlyList<int> sends)
    {
        var most = 0;
        for (int first = 0, end = 0; first < sends.Count; first++)
        {
            while (end < sends.Count && sends[end] < sends[first] + window)
                end++;
            most = Math.Max(most, end - first);
        }

        return most;
    }
}
