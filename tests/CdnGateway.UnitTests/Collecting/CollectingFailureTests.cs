using CdnGateway.Diagnostics;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Collecting;

/// <summary>What is left alone, and for how long, when calls fail.</summary>
public sealed class CollectingFailureTests
{
    private static readonly ProviderFailure Refused = new(FailureKind.Rejected, "No.") { Retry = Retry.Never, ProviderCode = "18" };
    private static readonly ProviderFailure Down = new(FailureKind.Unavailable, "Down.") { Retry = Retry.Yes };

    [Fact]
    public void Refused_domain_rests_for_hours_doubling_to_a_day_and_the_others_go_on()
    {
        using var account = new CollectedAccount("a.example.com", "b.example.com") { Failing = a => a.Subject[0] == 'a' ? Refused : null }.Start();

        account.Advance(TimeSpan.FromDays(4));

        var asked = account.Asked.Where(a => a.Subject[0] == 'a').Select(a => a.At).Distinct().ToList();
        asked.Zip(asked.Skip(1), (one, next) => Math.Floor((next - one).TotalHours)).ShouldBe([1, 2, 4, 8, 16, 24, 24]);
        account.Asked.Count(a => a.Subject[0] == 'b').ShouldBe(1 + 4 * 288, "every border's interval, and the start");
        account.Events.Count(e => e.Id == EventIds.CollectorRests).ShouldBe(8);
        account.Events.First(e => e.Id == EventIds.CollectorRests).Text
            .ShouldBe("jd a.example.com: refused (upstream-rejected 18), what was refused is not collected for 1 h; requests still ask for it");
    }

    [Fact]
    public void Refusal_of_what_is_too_old_costs_the_newer_half_one_more_call_and_nothing_else()
    {
        var tooOld = CollectedAccount.Beijing("2026-10-31 00:00");
        using var account = new CollectedAccount("a.example.com") { BackfillDays = 29, Failing = a => a.Window.Start < tooOld ? Refused : null }.Start();

        account.Asked.Count.ShouldBe(2);
        account.Asked[1].Window.End.ShouldBe(account.Asked[0].Window.End);
        account.Asked[1].Window.Count.ShouldBe((account.Asked[0].Window.Count + 1) / 2);
        account.Advance(TimeSpan.FromMinutes(50)).ShouldAllBe(a => a.Window.Count == 1);
        var later = account.Advance(TimeSpan.FromMinutes(20));
        later.Single(a => a.Window.Start < tooOld).Window.End.ShouldBe(account.Asked[1].Window.Start);
        later.Count(a => a.Window.Count > 1 && a.Window.Start >= tooOld).ShouldBe(1, "the newer half of the older half");
    }

    [Fact]
    public void Domain_that_is_answered_again_is_collected_as_before()
    {
        using var account = new CollectedAccount("a.example.com") { Failing = _ => Refused }.Start();
        account.Failing = _ => null;

        account.Advance(TimeSpan.FromHours(3));

        account.Asked.Count(a => a.Window.Count == 1).ShouldBeGreaterThanOrEqualTo(23);
        account.Kept.ShouldContain(("a.example.com", CollectedAccount.Beijing("2026-11-20 00:00")));
    }

    [Fact]
    public void Failing_account_is_left_alone_for_a_minute_doubling_to_a_quarter_of_an_hour()
    {
        using var account = new CollectedAccount("a.example.com", "b.example.com") { Failing = _ => Down }.Start();

        account.Advance(TimeSpan.FromHours(2));

        var asked = account.Asked.Select(a => a.At).ToList();
        var minutes = asked.Zip(asked.Skip(1), (one, next) => Math.Floor((next - one).TotalMinutes)).ToList();
        minutes[..4].ShouldBe([1, 2, 4, 8]);
        minutes[4..].ShouldAllBe(m => m >= 15 && m <= 20, "a quarter of an hour, and up to the next border when nothing is left to ask before it");
        minutes.Count.ShouldBeGreaterThan(8);
        account.Events.Count(e => e.Id == EventIds.CollectorBacksOff).ShouldBe(asked.Count);
    }

    [Fact]
    public void Calls_that_fail_together_count_once_and_one_call_finds_out()
    {
        using var account = new CollectedAccount(Enumerable.Range(10, 20).Select(i => $"d{i}.example.com").ToArray())
        {
            Takes = TimeSpan.FromSeconds(10), Failing = _ => Down,
        }.Start();

        account.Advance(TimeSpan.FromSeconds(60));
        account.Asked.Count.ShouldBe(4);
        account.Advance(TimeSpan.FromSeconds(15)).Count.ShouldBe(1);
        account.Failing = _ => null;
        account.Advance(TimeSpan.FromSeconds(120)); // the second failure's two minutes
        account.Advance(TimeSpan.FromSeconds(30));

        account.Asked.Count.ShouldBeGreaterThan(6);
        account.OnTheirWay.ShouldBe(4);
    }

    [Fact]
    public void Wrong_key_is_the_accounts_and_not_a_domains()
    {
        var wrongKey = new ProviderFailure(FailureKind.AuthFailed, "Wrong.") { Retry = Retry.Never };
        using var account = new CollectedAccount("a.example.com", "b.example.com") { Failing = _ => wrongKey }.Start();

        account.Asked.Count.ShouldBe(1);
        account.Events.ShouldContain(e => e.Id == EventIds.CollectorBacksOff && e.Text.Contains("upstream-auth-failed"));
    }

    [Fact]
    public void Exhausted_quota_is_waited_for_and_no_failure()
    {
        var freeAt = CollectedAccount.Beijing("2026-11-22 12:02:40");
        using var account = new CollectedAccount("a.example.com", "b.example.com");
        account.Failing = a => a.At < freeAt ? new ProviderFailure(FailureKind.QuotaExhausted, "Used up.") { RetryAfter = freeAt - a.At } : null;
        account.Start();

        account.Asked.ShouldHaveSingleItem();
        var later = account.Advance(TimeSpan.FromMinutes(2));

        later.Select(a => (a.Subject, a.At)).ShouldBe([("a.example.com", freeAt), ("b.example.com", freeAt)]);
        account.Events.ShouldHaveSingleItem().Text.ShouldBe("jd: of 2 domains 2 calls, 0 failed; 0 rest, oldest gap left: none");
    }

    [Fact]
    public void Fault_of_ours_in_a_call_is_logged_without_its_text_and_is_tried_again_later()
    {
        using var account = new CollectedAccount("a.example.com");
        account.Failing = a => a.At.Minute == 2 ? throw new InvalidOperationException("canary") : null;
        account.Start();

        account.Advance(UsageWindow.Interval);

        account.Asked.Count.ShouldBe(2);
        account.Kept.ShouldNotBeEmpty();
        account.Events.ShouldContain(e => e.Id == EventIds.CollectorBroke && e.Text.Contains("InvalidOperationException") && !e.Text.Contains("canary"));
    }

    [Fact]
    public void Oldest_gap_that_is_left_is_told()
    {
        using var account = new CollectedAccount("a.example.com", "b.example.com") { Failing = _ => Down }.Start();

        account.Advance(UsageWindow.Interval);

        account.Events.First(e => e.Id == EventIds.CollectorRound).Text
            .ShouldBe("jd: of 2 domains 2 calls, 2 failed; 0 rest, oldest gap left: 2026-11-20T00:00+08:00");
    }
}
