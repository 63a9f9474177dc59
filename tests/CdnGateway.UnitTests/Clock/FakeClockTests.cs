namespace CdnGateway.UnitTests.Clock;

public sealed class FakeClockTests
{
    private readonly FakeClock _clock = new();
    private readonly List<(string Name, TimeSpan At)> _fired = [];

    [Fact]
    public void Timers_fire_in_order_of_due_time_and_at_it()
    {
        Once("late", 30);
        Once("early", 10);
        Once("early too", 10);
        Once("after the end", 51);

        _clock.Advance(Ms(50));

        _fired.ShouldBe([("early", Ms(10)), ("early too", Ms(10)), ("late", Ms(30))]);
        _clock.Elapsed.ShouldBe(Ms(50));
        _clock.NextDue.ShouldBe(Ms(1));
    }

    [Fact]
    public void Timers_created_while_advancing_fire_within_the_same_advance()
    {
        using var first = _clock.CreateTimer(_ => { Once("second", 5); Once("at once", 0); }, null, Ms(10), Timeout.InfiniteTimeSpan);
        Once("third", 20);

        _clock.Advance(Ms(20));

        _fired.ShouldBe([("at once", Ms(10)), ("second", Ms(15)), ("third", Ms(20))]);
    }

    [Fact]
    public void Periodic_timers_fire_every_period_until_disposed()
    {
        var timer = _clock.CreateTimer(_ => _fired.Add(("tick", _clock.Elapsed)), null, Ms(5), Ms(10));
        _clock.Advance(Ms(30));
        timer.Dispose();
        _clock.Advance(Ms(30));

        _fired.Select(f => f.At).ShouldBe([Ms(5), Ms(15), Ms(25)]);
        timer.Change(Ms(1), Ms(1)).ShouldBeFalse();
        _clock.NextDue.ShouldBeNull();
    }

    [Fact]
    public void Changed_timers_fire_only_at_the_new_time()
    {
        using var timer = _clock.CreateTimer(_ => _fired.Add(("x", _clock.Elapsed)), null, Ms(5), Timeout.InfiniteTimeSpan);
        timer.Change(Ms(7), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        _clock.Advance(Ms(100));
        timer.Change(Ms(1), Timeout.InfiniteTimeSpan);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Advance(Ms(100));

        _fired.ShouldBe([("x", Ms(7))]);
    }

    [Fact]
    public void A_timer_due_at_once_fires_at_the_next_advance_and_not_before()
    {
        Once("now", 0);
        _fired.ShouldBeEmpty();

        _clock.Advance(TimeSpan.Zero);

        _fired.ShouldBe([("now", TimeSpan.Zero)]);
    }

    [Fact]
    public void Timestamps_and_wall_clock_advance_together_but_a_corrected_wall_clock_moves_alone()
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = new FakeClock(start);
        var stamp = clock.GetTimestamp();

        clock.Advance(Ms(1500));
        clock.GetUtcNow().ShouldBe(start + Ms(1500));
        clock.GetElapsedTime(stamp).ShouldBe(Ms(1500));

        clock.UtcNow = start.AddDays(-1);
        clock.GetUtcNow().ShouldBe(start.AddDays(-1));
        clock.GetElapsedTime(stamp).ShouldBe(Ms(1500));
    }

    [Fact]
    public async Task Delays_on_the_clock_end_when_it_gets_there()
    {
        var delay = Task.Delay(Ms(20), _clock, TestContext.Current.CancellationToken);
        _clock.Advance(Ms(19));
        delay.IsCompleted.ShouldBeFalse();
        _clock.Advance(Ms(1));
        await delay;
    }

    [Fact]
    public void A_timer_that_sets_itself_for_now_for_ever_is_found_out()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(_ => timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan), null, Ms(1), Timeout.InfiniteTimeSpan);
        Should.Throw<InvalidOperationException>(() => _clock.Advance(Ms(2)));
        Should.Throw<ArgumentOutOfRangeException>(() => timer.Change(TimeSpan.FromDays(50), Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Advances_from_many_threads_add_up()
    {
        var ticks = 0;
        using var timer = _clock.CreateTimer(_ => ticks++, null, Ms(1), Ms(1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 250; i++)
                _clock.Advance(Ms(1));
        })));

        _clock.Elapsed.ShouldBe(Ms(2000));
        ticks.ShouldBe(2000);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Once(string name, int due) =>
        _clock.CreateTimer(_ => _fired.Add((name, _clock.Elapsed)), null, Ms(due), Timeout.InfiniteTimeSpan);
}
