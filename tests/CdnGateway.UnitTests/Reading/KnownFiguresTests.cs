using CdnGateway.Billing;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

/// <summary>A domain's figure is in two answers: its own, and the whole account's. It is read from one.</summary>
public sealed class KnownFiguresTests
{
    private const string Domain = "a.tc.com";
    private static readonly ProviderFailure Down = new(FailureKind.Unavailable, "Unreachable.");
    private static readonly ReportedFigures Whole = Account((Domain, 100), ("b.tc.com", 200));
    private static readonly ReportedFigures Changed = Account((Domain, 111), ("b.tc.com", 222), ("new.tc.com", 333));
    private static readonly BillingQuery OfAccount = new(BillingPeriod.MonthOf(Curves.Day("2017-11-01")), Region: null, []);
    private static readonly BillingQuery OfDomain = OfAccount with { Domains = [Domain] };

    private readonly ReadingScene _scene = new(new FakeClock(Curves.At("2017-12-01T00:10")));
    private readonly FiguresReporter _reporter = new(Whole) { Capabilities = Capabilities.ReportedFigures | Capabilities.ReportsAccount };

    public static TheoryData<string> OtherQuestions => [.. Others.Keys];

    private static Dictionary<string, BillingQuery> Others { get; } = new(StringComparer.Ordinal)
    {
        ["a domain that it lacks"] = OfAccount with { Domains = ["new.tc.com"] },
        ["several domains"] = OfAccount with { Domains = [Domain, "b.tc.com"] },
        ["another region"] = OfDomain with { Region = Region.Mainland },
        ["another month"] = OfDomain with { Period = BillingPeriod.MonthOf(Curves.Day("2017-10-01")) },
        ["another statistic"] = OfDomain with { Statistic = Statistic.FourthDailyPeak },
    };

    [Fact]
    public async Task Settled_figure_of_a_domain_is_that_of_the_whole_account_for_good()
    {
        _scene.Clock.Advance(TimeSpan.FromDays(3));
        var whole = await ReadAsync(OfAccount);
        _reporter.Answer = Changed;
        _scene.Clock.Advance(TimeSpan.FromDays(900));

        var reading = await ReadAsync(OfDomain);

        ShouldBeOf(reading, 100);
        (reading.Source, reading.Failure).ShouldBe((UsageSource.Store, null));
        (reading.FetchedAt, reading.FreshUntil).ShouldBe((whole.FetchedAt, RefreshRule.Never));
        reading.Figures!.ProviderAccountId.ShouldBe("125");
        (await IsDueAsync(OfDomain)).ShouldBeFalse();
        _reporter.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Provisional_figure_of_a_domain_is_that_of_the_whole_account_until_it_is_due()
    {
        var whole = await ReadAsync(OfAccount);
        _reporter.Answer = Account((Domain, 111));
        _scene.Clock.Advance(TimeSpan.FromMinutes(9));

        var young = await ReadAsync(OfDomain);
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        var isDue = await IsDueAsync(OfDomain);
        var due = await ReadAsync(OfDomain);

        ShouldBeOf(young, 100);
        (young.FetchedAt, young.FreshUntil).ShouldBe((whole.FetchedAt, whole.FreshUntil));
        whole.FreshUntil.ShouldBe(Curves.At("2017-12-01T00:20").ToUnixTimeSeconds());
        isDue.ShouldBeTrue();
        ShouldBeOf(due, 111);
        _reporter.Asked.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(OtherQuestions))]
    public async Task Question_that_the_whole_accounts_answer_does_not_hold_is_one_of_its_own(string other)
    {
        _scene.Clock.Advance(TimeSpan.FromDays(3));
        await ReadAsync(OfAccount);
        _reporter.Answer = Changed;

        (await IsDueAsync(Others[other])).ShouldBeTrue();
        (await ReadAsync(Others[other])).Figures.ShouldBe(Changed);

        _reporter.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Provider_that_reports_domains_alone_is_asked_for_each()
    {
        var alone = new FiguresReporter(Whole);
        _scene.Clock.Advance(TimeSpan.FromDays(3));
        await _scene.Figures.ReadAsync(alone, OfAccount, isInteractive: true, TestContext.Current.CancellationToken);

        await _scene.Figures.ReadAsync(alone, OfDomain, isInteractive: true, TestContext.Current.CancellationToken);

        alone.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Domain_that_was_asked_for_first_takes_the_whole_accounts_figure_once_that_is_there()
    {
        _scene.Clock.Advance(TimeSpan.FromDays(3));
        _reporter.Answer = Account((Domain, 99));
        ShouldBeOf(await ReadAsync(OfDomain), 99);
        _reporter.Answer = Whole;
        await ReadAsync(OfAccount);

        ShouldBeOf(await ReadAsync(OfDomain), 100);

        _reporter.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Own_answer_counts_where_the_whole_accounts_is_due_and_older()
    {
        await ReadAsync(OfAccount);
        _scene.Clock.Advance(TimeSpan.FromMinutes(10));
        _reporter.Answer = Account((Domain, 111));
        await ReadAsync(OfDomain);
        _reporter.Answer = Down;

        ShouldBeOf(await ReadAsync(OfDomain), 111);
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        var stale = await ReadAsync(OfDomain);

        ShouldBeOf(stale, 111);
        (stale.Source, stale.FetchedAt).ShouldBe((UsageSource.Stale, Curves.At("2017-12-01T00:20")));
    }

    [Fact]
    public async Task Failing_provider_leaves_the_whole_accounts_figure_marked_stale_where_it_is_the_newest()
    {
        _reporter.Answer = Account((Domain, 99));
        await ReadAsync(OfDomain);
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        _reporter.Answer = Whole;
        var whole = await ReadAsync(OfAccount);
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _reporter.Answer = Down;

        var stale = await ReadAsync(OfDomain);

        ShouldBeOf(stale, 100);
        (stale.Source, stale.Failure, stale.FetchedAt).ShouldBe((UsageSource.Stale, Down, whole.FetchedAt));
    }

    private static ReportedFigures Account(params (string Domain, long Bps)[] domains) => new(
        "125", domains.ToDictionary(d => d.Domain, d => FigureOf(d.Bps), StringComparer.Ordinal), FigureOf(domains.Sum(d => d.Bps)));

    private static ReportedFigure FigureOf(long bps) => new(new BillingPoint(bps, Curves.At("2017-11-25T09:55")), OffPeak: null);

    /// <summary>The domain alone, and of one domain the overlay is the same.</summary>
    private static void ShouldBeOf(FiguresReading reading, long bps)
    {
        reading.Figures!.Domains.ShouldBe([KeyValuePair.Create(Domain, FigureOf(bps))]);
        reading.Figures.All.ShouldBe(FigureOf(bps));
    }

    private Task<FiguresReading> ReadAsync(BillingQuery query) =>
        _scene.Figures.ReadAsync(_reporter, query, isInteractive: true, TestContext.Current.CancellationToken);

    private ValueTask<bool> IsDueAsync(BillingQuery query) => _scene.Figures.IsDueAsync(_reporter, query, TestContext.Current.CancellationToken);
}
