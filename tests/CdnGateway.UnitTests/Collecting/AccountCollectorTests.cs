using CdnGateway.Collecting;
using CdnGateway.Diagnostics;
using CdnGateway.UnitTests.Features;
using CdnGateway.Usage;
using Microsoft.Extensions.Logging;

namespace CdnGateway.UnitTests.Collecting;

/// <summary>What is asked, when and in which order, while all goes well.</summary>
public sealed class AccountCollectorTests
{
    private static readonly TimeSpan Spread = RoundTimes.SpreadOf("jd");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Start_asks_for_the_newest_of_every_domain_and_then_for_what_lies_before_it()
    {
        using var account = new CollectedAccount { Provider = FakeADay("b.example.com", "a.example.com") }.Start();

        account.Asked.Select(asking => $"{asking.Subject} {asking.Window.Start:dd HH:mm}-{asking.Window.End:dd HH:mm}").ShouldBe(
        [
            "b.example.com 21 12:00-22 12:00", "a.example.com 21 12:00-22 12:00",
            "b.example.com 20 12:00-21 12:00", "a.example.com 20 12:00-21 12:00",
            "b.example.com 20 00:00-20 12:00", "a.example.com 20 00:00-20 12:00",
        ]);
        account.Asked.ShouldAllBe(asking => asking.At == CollectedAccount.Beijing("2026-11-22 12:02"));
    }

    [Fact]
    public void Every_border_asks_for_the_interval_that_has_ended_a_moment_after_it()
    {
        using var account = new CollectedAccount("a.example.com").Start();

        var border = account.Advance(TimeSpan.FromMinutes(3)); // 12:05:00

        border.ShouldBeEmpty();
        account.Advance(TimeSpan.FromMinutes(10)).Select(asking => (asking.At, asking.Window.Start, asking.Window.Count)).ShouldBe(
        [
            (CollectedAccount.Beijing("2026-11-22 12:05") + Spread, CollectedAccount.Beijing("2026-11-22 12:00"), 1),
            (CollectedAccount.Beijing("2026-11-22 12:10") + Spread, CollectedAccount.Beijing("2026-11-22 12:05"), 1),
        ]);
    }

    [Fact]
    public void Border_interrupts_the_filling_of_gaps_for_the_newest()
    {
        using var account = new CollectedAccount("a.example.com") { Provider = FakeADay("a.example.com"), BackfillDays = 60, Takes = Minute }.Start();

        var border = CollectedAccount.Beijing("2026-11-22 12:05");

        var before = account.Advance(border + Spread - account.Clock.GetUtcNow());
        var after = account.Advance(2 * Minute);

        before.Count.ShouldBeGreaterThan(8);
        after[0].Window.ShouldBe(UsageWindow.Of(border - UsageWindow.Interval, border));
        after[0].At.ShouldBeLessThan(border + Spread + Minute, "no call of the last round is on its way any more");
        after[1].Window.End.ShouldBe(account.Asked.Except(after).Min(asking => asking.Window.Start), "the filling goes on where it was");
        account.Asked.Select(asking => asking.Window).ShouldBeUnique();
    }

    [Fact]
    public void Few_calls_are_on_their_way_together()
    {
        using var account = new CollectedAccount { Provider = FakeADay("a.example.com", "b.example.com"), BackfillDays = 60, Takes = Minute }.Start();

        account.Advance(TimeSpan.FromHours(1));

        account.MostOnTheirWay.ShouldBe(4);
    }

    [Fact]
    public void More_domains_than_fit_between_two_borders_take_turns()
    {
        var domains = Enumerable.Range(10, 40).Select(i => $"d{i}.example.com").ToArray();
        using var account = new CollectedAccount(domains) { Takes = Minute }.Start(); // some 20 calls between two borders

        account.Advance(TimeSpan.FromMinutes(14));

        account.Asked.Take(40).Select(asking => asking.Subject).Order(StringComparer.Ordinal).ShouldBe(domains);
        account.Asked.Count.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Restart_goes_on_where_it_was()
    {
        using var first = new CollectedAccount { Provider = FakeADay("a.example.com"), BackfillDays = 60, Takes = Minute }.Start();
        first.Advance(TimeSpan.FromMinutes(2.5));
        first.Stop();

        using var second = new CollectedAccount
        {
            Provider = FakeADay("a.example.com"), BackfillDays = 60, Takes = Minute, Clock = first.Clock, Kept = first.Kept,
        }.Start();

        var kept = first.Asked.Take(8).ToList();
        second.Advance(Minute);
        second.Asked[0].Window.End.ShouldBe(kept.Min(asking => asking.Window.Start));
        second.Asked.Select(asking => asking.Window).Intersect(kept.Select(asking => asking.Window)).ShouldBeEmpty();
    }

    [Fact]
    public void Reported_months_that_reach_into_the_days_to_fill_are_asked_for_once()
    {
        using var account = new CollectedAccount
        {
            Provider = FakeProvider.Tencent("qcloud", "a.example.com"),
            BackfillDays = 31,
            Clock = new(CollectedAccount.Beijing("2026-11-30 23:57")),
        }.Start();

        account.Asked.Select(asking => asking.Subject).ShouldBe(["2026-10"]);
        account.Advance(TimeSpan.FromMinutes(10)).Select(asking => (asking.Subject, asking.At.Day)).ShouldBe([("2026-11", 1)]);
        account.Advance(TimeSpan.FromHours(1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancellation_ends_it_without_any_time_going_by()
    {
        using var waiting = new CollectedAccount("a.example.com").Start();
        using var asking = new CollectedAccount("a.example.com") { Takes = TimeSpan.FromHours(1) }.Start();
        asking.OnTheirWay.ShouldBe(1);

        waiting.Stop();
        asking.Stop();

        await Should.ThrowAsync<OperationCanceledException>(waiting.Running.WaitAsync(TestContext.Current.CancellationToken));
        await Should.ThrowAsync<OperationCanceledException>(asking.Running.WaitAsync(TestContext.Current.CancellationToken));
        asking.OnTheirWay.ShouldBe(0);
    }

    [Fact]
    public void Round_is_one_event_and_a_quiet_one_is_for_debugging()
    {
        using var account = new CollectedAccount("a.example.com") { BackfillDays = 0 }.Start();
        account.Kept.UnionWith([("a.example.com", CollectedAccount.Beijing("2026-11-22 12:00"))]);

        account.Advance(TimeSpan.FromMinutes(5));

        account.Events.Select(e => (e.Id, e.Level)).ShouldBe([(EventIds.CollectorRound, LogLevel.Information), (EventIds.CollectorRound, LogLevel.Debug)]);
        account.Events[0].Text.ShouldBe("jd: of 1 domains 1 calls, 0 failed; 0 rest, oldest gap left: none");
    }

    private static FakeProvider FakeADay(params string[] domains) =>
        new("jd", "jdcloud", CdnGateway.Providers.Capabilities.Usage, domains) { MostIntervalsPerCall = 288 };
}
