using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Features;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

/// <summary>Points that are settled, that no bill can be made of, and that their provider may have mended.</summary>
public sealed class DoubtsTests
{
    private static readonly UsageWindow July = Curves.Window("2018-07-01T00:00", "2018-08-01T00:00");
    private static readonly CurveSort ForBill = new(Grade.Operational, IsForBill: true);
    private static readonly CurveSort ForDashboards = new(Grade.Operational);

    private readonly ReadingScene _scene = new(new FakeClock(Curves.At("2018-08-03T00:00:01")));
    private readonly FakeProvider _provider;
    private TimeSpan _detail = TimeSpan.FromHours(1);
    private ProviderFailure? _failure;

    public DoubtsTests() => _provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage)
    {
        Curve = (_, time) => Steps(time, _detail),
        Failing = (_, _) => _failure,
    };

    [Fact]
    public async Task Coarse_points_are_asked_for_again_an_hour_later_and_no_sooner_until_they_are_mended_and_then_never()
    {
        await ReadAsync(ForBill);
        _provider.Asked.Clear();

        await ReadAsync(ForBill);
        _scene.Clock.Advance(TimeSpan.FromMinutes(59));
        await ReadAsync(ForBill);
        _provider.Asked.ShouldBeEmpty();

        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await ReadAsync(ForBill);
        await ReadAsync(ForBill);
        AskedIntervals().ShouldBe(July.Count); // coarse still

        _detail = UsageWindow.Interval;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        var mended = await ReadAsync(ForBill);
        AskedIntervals().ShouldBe(July.Count);
        mended.Usage.Source.ShouldBe(UsageSource.Provider);
        mended.Usage.FreshUntil.ShouldBe(RefreshRule.Never);
        GranularityGuard.Check(mended.Series).ShouldBeNull();

        _scene.Clock.Advance(TimeSpan.FromDays(1));
        await ReadAsync(ForBill);
        _provider.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Dashboards_do_not_ask_again_and_see_what_was_mended_for_the_bill()
    {
        await ReadAsync(ForDashboards);
        _provider.Asked.Clear();
        _detail = UsageWindow.Interval;
        _scene.Clock.Advance(TimeSpan.FromDays(1));

        var before = await ReadAsync(ForDashboards);
        _provider.Asked.ShouldBeEmpty();
        GranularityGuard.Check(before.Series).ShouldNotBeNull();

        await ReadAsync(ForBill);
        GranularityGuard.Check((await ReadAsync(ForDashboards)).Series).ShouldBeNull();
    }

    [Fact]
    public async Task Points_that_a_bill_can_be_made_of_are_never_asked_for_again()
    {
        _detail = UsageWindow.Interval;
        await ReadAsync(ForBill);
        _provider.Asked.Clear();
        _scene.Clock.Advance(TimeSpan.FromDays(30));

        await ReadAsync(ForBill);

        _provider.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Provider_that_does_not_go_back_so_far_is_asked_once_an_hour()
    {
        await ReadAsync(ForBill);
        _failure = new ProviderFailure(FailureKind.Rejected, "The date is more than a month away.");
        _scene.Clock.Advance(TimeSpan.FromDays(40));
        _provider.Asked.Clear();

        var refused = await ReadAsync(ForBill);
        var calls = _provider.Asked.Count;
        calls.ShouldBe(2); // of 30 days and one
        refused.Usage.Failure.ShouldBe(_failure);
        refused.Series.Received.ShouldBe(July.Count); // nothing is lost

        _scene.Clock.Advance(TimeSpan.FromMinutes(59));
        (await ReadAsync(ForBill)).Usage.Failure.ShouldBeNull();
        _provider.Asked.Count.ShouldBe(calls);

        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await ReadAsync(ForBill);
        _provider.Asked.Count.ShouldBe(2 * calls);
    }

    [Theory]
    [InlineData(FailureKind.InvalidResponse)]
    [InlineData(FailureKind.NotSupported)]
    [InlineData(FailureKind.AuthFailed)]
    [InlineData(FailureKind.Unavailable)]
    internal async Task Provider_that_fails_is_asked_once_an_hour_however_it_fails(FailureKind kind)
    {
        await ReadAsync(ForBill);
        _failure = new ProviderFailure(kind, "No.");
        _scene.Clock.Advance(TimeSpan.FromDays(40));
        _provider.Asked.Clear();

        await ReadAsync(ForBill);
        await ReadAsync(ForBill);
        await ReadAsync(ForBill);

        AskedIntervals().ShouldBe(July.Count);
    }

    [Theory]
    [InlineData(60, 800)] // thinned out
    [InlineData(120, 800)] // even more than before
    [InlineData(5, 0)] // nothing left
    [InlineData(5, 800, 12)] // true values, and only half of the day
    public async Task Provider_that_has_less_of_old_days_takes_nothing_from_what_it_once_gave(int minutes, int level, int hours = 24)
    {
        var isOld = false;
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage)
        {
            Curve = (_, time) => isOld && time.Hour >= hours ? null : (isOld ? level : 800) * Steps(time, TimeSpan.FromMinutes(isOld ? minutes : IsCoarseDay(time) ? 60 : 5)),
        };
        await ReadAsync(ForBill, provider);
        var before = (await ReadAsync(ForDashboards, provider)).Series.ReceivedBandwidths();
        isOld = true;
        _scene.Clock.Advance(TimeSpan.FromDays(60));
        provider.Asked.Clear();

        await ReadAsync(ForBill, provider);

        provider.Asked.ShouldHaveSingleItem().Window.ShouldBe(Curves.Window("2018-07-20T00:00", "2018-07-21T00:00")); // the coarse day alone
        (await ReadAsync(ForDashboards, provider)).Series.ReceivedBandwidths().ShouldBe(before);

        static bool IsCoarseDay(DateTimeOffset time) => BeijingTime.DateOf(time).Day == 20;
    }

    [Fact]
    public async Task Days_that_are_mended_are_taken_and_the_others_are_asked_for_again()
    {
        var mendedUntil = 0;
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage)
        {
            Curve = (_, time) => Steps(time, BeijingTime.DateOf(time).Day <= mendedUntil ? UsageWindow.Interval : TimeSpan.FromHours(1)),
        };
        await ReadAsync(ForBill, provider);
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        mendedUntil = 10;

        var half = await ReadAsync(ForBill, provider);

        GranularityGuard.PartsWithFinding(half.Series, GranularityGuard.ExactToleranceBps).Count.ShouldBe(21);
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        mendedUntil = 31;
        provider.Asked.Clear();
        GranularityGuard.Check((await ReadAsync(ForBill, provider)).Series).ShouldBeNull();
        provider.Asked.Sum(a => a.Window.Count).ShouldBe(21 * 288);
    }

    [Fact]
    public async Task Account_whose_every_curve_is_coarse_does_not_lose_its_quota_to_it()
    {
        string[] domains = [.. Enumerable.Range(0, 501).Select(i => $"d{i}.example.com")];
        var token = TestContext.Current.CancellationToken;
        await _scene.Reader.ReadAsync(await _scene.Reader.PlanAsync(_provider, ForBill, domains, July, token), token);
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _provider.Asked.Clear();

        var plan = await _scene.Reader.PlanAsync(_provider, ForBill, domains, July, token);
        await _scene.Reader.ReadAsync(plan, token);
        await _scene.Reader.ReadAsync(await _scene.Reader.PlanAsync(_provider, ForBill, domains, July, token), token);

        plan.Calls.ShouldBe(2 * 20);
        _provider.Asked.Count.ShouldBe(2 * 20);
    }

    private static long Steps(DateTimeOffset time, TimeSpan length) => 50_000 + ((time.UtcTicks - (time.UtcTicks % length.Ticks)) / TimeSpan.TicksPerMinute * 7919 % 100_003);

    private async Task<(DomainUsage Usage, UsageSeries Series)> ReadAsync(CurveSort sort, FakeProvider? provider = null)
    {
        var token = TestContext.Current.CancellationToken;
        var reading = await _scene.Reader.ReadAsync(await _scene.Reader.PlanAsync(provider ?? _provider, sort, ["play.live.com"], July, token), token);
        return (reading.Domains[0], await reading.LoadAsync(reading.Domains[0], new CurveBuffer(), token));
    }

    private int AskedIntervals()
    {
        var asked = _provider.Asked.Sum(a => a.Window.Count);
        _provider.Asked.Clear();
        return asked;
    }
}
