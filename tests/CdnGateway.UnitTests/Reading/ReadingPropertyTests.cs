using CdnGateway.Reading;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

/// <summary>Random overlapping ranges, readers and failures, on a clock that is moved; docs/store.md states the bounds.</summary>
public sealed class ReadingPropertyTests
{
    private static readonly string[] Domains = ["a.com", "bb.com"];

    [Fact]
    public async Task One_reader_after_the_other_makes_exactly_the_fewest_calls_and_is_told_the_truth()
    {
        for (var seed = 1; seed <= 150; seed++)
        {
            var random = new Random(seed);
            var play = new ReadingPlay(random, failing: seed % 3 == 0 ? 0.2 : 0);
            for (var step = 0; step < 60; step++)
            {
                play.Scene.Clock.Advance(TimeSpan.FromSeconds(random.Next(0, 1200)));
                var (domain, window) = (Domains[random.Next(2)], play.RandomWindow());
                var fewest = await FewestCallsAsync(play, domain, window);
                var before = play.Calls;

                var reading = await play.Scene.ReadAsync(play, window, domain);

                (play.Calls - before).ShouldBe(fewest, $"seed {seed}, step {step}");
                play.Check(domain, reading.Domains[0], reading.Domains[0].Held!.Points);
            }

            play.MostFetchesOfSettled.ShouldBe(1, $"seed {seed}");
        }
    }

    /// <remarks>
    /// A reader that meets calls under way can be left with a piece on each side of each of them, where one call would have done had everything
    /// been known before: two calls for each reader that overlapped another one is the most that sharing costs.
    /// </remarks>
    [Fact]
    public async Task Readers_at_once_share_calls_and_fetch_nothing_settled_twice()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var play = new ReadingPlay(random, failing: 0) { TakesTime = true };
            for (var round = 0; round < 6; round++)
            {
                play.Scene.Clock.Advance(TimeSpan.FromSeconds(random.Next(0, 4000)));
                var windows = Enumerable.Range(0, random.Next(1, 12)).Select(_ => play.RandomWindow()).ToList();
                var fewest = await FewestCallsAsync(play, Domains[0], Union(windows));
                var before = play.Calls;

                var readings = windows.ConvertAll(window => play.Scene.ReadAsync(play, window, Domains[0]));
                await LandAllAsync(play, readings);
                foreach (var reading in await Task.WhenAll(readings))
                {
                    play.Check(Domains[0], reading.Domains[0], reading.Domains[0].Held!.Points);
                }

                (play.Calls - before).ShouldBeLessThanOrEqualTo(fewest + (2 * (windows.Count - 1)), $"seed {seed}, round {round}");
            }

            play.MostFetchesOfSettled.ShouldBe(1, $"seed {seed}");
        }
    }

    [Fact]
    public async Task Five_hundred_at_once_with_one_question_are_one_call()
    {
        var play = new ReadingPlay(new Random(1), failing: 0) { TakesTime = true };
        var window = UsageWindow.Of(play.Now - TimeSpan.FromHours(20), play.Now - TimeSpan.FromHours(20) + play.MostIntervalsPerCall * UsageWindow.Interval);

        var readings = Enumerable.Range(0, 500).Select(_ => play.Scene.ReadAsync(play, window, Domains[0])).ToList();
        await LandAllAsync(play, readings);

        (await Task.WhenAll(readings)).ShouldAllBe(r => r.Domains[0].Received > 0 && r.Domains[0].Source == UsageSource.Provider);
        play.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Call_that_fails_fails_for_all_who_share_it_and_is_made_once()
    {
        var play = new ReadingPlay(new Random(1), failing: 1) { TakesTime = true };
        var window = UsageWindow.Of(play.Now - TimeSpan.FromHours(20), play.Now - TimeSpan.FromHours(19.5));

        var readings = Enumerable.Range(0, 50).Select(_ => play.Scene.ReadAsync(play, window, Domains[0])).ToList();
        await LandAllAsync(play, readings);

        (await Task.WhenAll(readings)).ShouldAllBe(r => r.Domains[0].Failure != null && !r.Domains[0].IsKnown);
        play.Calls.ShouldBe((int)Math.Ceiling(6.0 / play.MostIntervalsPerCall));
    }

    private static async Task LandAllAsync(ReadingPlay play, List<Task<UsageReading>> readings)
    {
        while (readings.Exists(r => !r.IsCompleted))
        {
            play.LandOne();
            await Task.Yield();
        }
    }

    private static UsageWindow Union(List<UsageWindow> windows) => UsageWindow.Of(windows.Min(w => w.Start), windows.Max(w => w.End));

    /// <summary>Counted plainly over what is kept, from the right, where the code under test goes from the left.</summary>
    private static async Task<int> FewestCallsAsync(ReadingPlay play, string domain, UsageWindow window)
    {
        var kept = new KeptSeries(window);
        await play.Scene.Store.ReadAsync("jd", domain, kept, TestContext.Current.CancellationToken);
        var rule = RefreshRule.Of(play.Account);
        var now = play.Now.ToUnixTimeSeconds();
        long Due(int i) => rule.DueAt((window.TimeAt(i) + UsageWindow.Interval).ToUnixTimeSeconds(), kept.AskedAt[i], kept.Points.Has(i));

        var calls = 0;
        for (var i = window.Count - 1; i >= 0; i--)
        {
            if (Due(i) > now)
            {
                continue;
            }

            calls++;
            var reach = i;
            while (reach > 0 && i - reach + 1 < play.MostIntervalsPerCall && Due(reach - 1) != RefreshRule.Never)
            {
                reach--;
            }

            i = reach;
        }

        return calls;
    }
}
