using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

public sealed class FiguresReaderTests
{
    private static readonly ProviderFailure Down = new(FailureKind.Unavailable, "Unreachable.");
    private static readonly ReportedFigure Figure = new(new BillingPoint(62_615_912_670, Curves.At("2017-11-25T09:55")), OffPeak: null);
    private static readonly ReportedFigures Figures = new("125", new Dictionary<string, ReportedFigure>(StringComparer.Ordinal), Figure);
    private static readonly BillingQuery November = new(BillingPeriod.MonthOf(Curves.Day("2017-11-01")), Region: null, []);

    private readonly ReadingScene _scene = new(new FakeClock(Curves.At("2017-12-01T00:10")));
    private readonly FiguresReporter _reporter = new(Figures);

    [Fact]
    public async Task Figures_of_a_settled_month_are_asked_for_once()
    {
        _scene.Clock.Advance(TimeSpan.FromDays(3));

        (await ReadAsync()).Source.ShouldBe(UsageSource.Provider);
        _scene.Clock.Advance(TimeSpan.FromDays(900));
        var again = await ReadAsync();

        again.Source.ShouldBe(UsageSource.Store);
        again.Figures!.All.ShouldBe(Figure);
        again.FreshUntil.ShouldBe(RefreshRule.Never);
        _reporter.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Figures_that_may_still_change_are_asked_for_when_their_age_has_doubled_and_once_after_they_are_settled()
    {
        for (var minute = 0; minute < 60 * 60; minute++)
        {
            await ReadAsync();
            _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // 0:10, and when they were 20, 40, 80, 160, 320, 640 and 1280 minutes old; then at 24 hours, when they are settled.
        _reporter.Asked.ShouldBe(9);
    }

    [Fact]
    public async Task Another_question_is_another_answer()
    {
        _scene.Clock.Advance(TimeSpan.FromDays(3));
        await ReadAsync();

        await ReadAsync(November with { Region = Region.Overseas });
        await ReadAsync(November with { Domains = ["www.test.com"] });

        _reporter.Asked.ShouldBe(3);
    }

    [Fact]
    public async Task Failing_provider_leaves_the_last_kept_figures_marked_stale()
    {
        await ReadAsync();
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _reporter.Answer = Down;

        var stale = await ReadAsync();

        stale.Source.ShouldBe(UsageSource.Stale);
        stale.Failure.ShouldBe(Down);
        stale.Figures!.All.ShouldBe(Figure);
        stale.FetchedAt.ShouldBe(Curves.At("2017-12-01T00:10"));
        (await ReadAsync(November with { Region = Region.Mainland })).Figures.ShouldBeNull();
    }

    [Fact]
    public async Task Fifty_at_once_share_one_call()
    {
        _reporter.Gate = new TaskCompletionSource();

        var readings = Enumerable.Range(0, 50).Select(_ => ReadAsync()).ToList();
        _reporter.Gate.SetResult();

        (await Task.WhenAll(readings)).ShouldAllBe(r => r.Figures!.All == Figure);
        _reporter.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Request_does_not_share_the_failure_of_a_call_that_began_in_the_background()
    {
        _reporter.Gate = new TaskCompletionSource();
        _reporter.Answer = new ProviderFailure(FailureKind.QuotaExhausted, "The background's share is used up.");
        var background = ReadAsync(isInteractive: false);
        var request = ReadAsync();
        _reporter.OnNextAnswer = Figures;

        _reporter.Gate.SetResult();

        (await background).Failure!.Kind.ShouldBe(FailureKind.QuotaExhausted);
        (await request).Figures!.All.ShouldBe(Figure);
        _reporter.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Store_that_fails_lets_every_question_through()
    {
        _scene.Store.Fails = true;

        (await ReadAsync()).Source.ShouldBe(UsageSource.Provider);
        (await ReadAsync()).Source.ShouldBe(UsageSource.Provider);

        _reporter.Asked.ShouldBe(2);
    }

    private Task<FiguresReading> ReadAsync(BillingQuery? query = null, bool isInteractive = true) =>
        _scene.Figures.ReadAsync(_reporter, query ?? November, isInteractive, TestContext.Current.CancellationToken);
}
