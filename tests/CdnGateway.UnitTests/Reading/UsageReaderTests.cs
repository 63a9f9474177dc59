using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Features;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

public sealed class UsageReaderTests
{
    private static readonly ProviderFailure Down = new(FailureKind.Unavailable, "Unreachable.");

    private readonly ReadingScene _scene = new(new FakeClock(Curves.At("2018-08-03T00:00:01")));

    [Fact]
    public async Task Long_window_is_read_in_the_fewest_calls_and_put_together()
    {
        var july = Curves.Window("2018-07-01T00:00", "2018-08-01T00:00");
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage) { Curve = (_, time) => time.UtcTicks % 1_000_003 };

        var (usage, series) = await _scene.ReadOneAsync(provider, july);

        provider.Asked.Select(a => a.Window.Count).Order().ShouldBe([288, 8640]);
        series.Missing.ShouldBe(0);
        series.BandwidthAt(8927).ShouldBe(july.TimeAt(8927).UtcTicks % 1_000_003);
        usage.Source.ShouldBe(UsageSource.Provider);
        usage.FetchedAt.ShouldBe(_scene.Clock.GetUtcNow());
        usage.NewestPoint.ShouldBe(july.End - UsageWindow.Interval);
        usage.FreshUntil.ShouldBe(RefreshRule.Never);
    }

    [Fact]
    public async Task Part_that_somebody_else_fetched_after_the_plan_was_made_is_in_the_answer()
    {
        var provider = FakeProvider.Jd("jd");
        var plan = await _scene.Reader.PlanAsync(provider, new CurveSort(Grade.Operational), ["a.com"], Curves.Window(10), CancellationToken.None);
        await _scene.ReadAsync(provider, Curves.Window(4), "a.com");

        var usage = (await _scene.Reader.ReadAsync(plan, CancellationToken.None)).Domains.Single();

        (usage.Asked, usage.Received).ShouldBe((10, 10));
        provider.Asked.Select(a => a.Window.Count).ShouldBe([4, 6]);
    }

    [Fact]
    public async Task Settled_window_is_never_asked_for_again()
    {
        var provider = FakeProvider.Jd("jd");
        var (first, _) = await _scene.ReadOneAsync(provider, Curves.Window(3));
        _scene.Clock.Advance(TimeSpan.FromDays(300));

        var (again, series) = await _scene.ReadOneAsync(provider, Curves.Window(3));

        provider.Asked.Count.ShouldBe(1);
        again.Source.ShouldBe(UsageSource.Store);
        again.FetchedAt.ShouldBe(first.FetchedAt);
        again.Fingerprint.ShouldBe(first.Fingerprint);
        series.Received.ShouldBe(3);
    }

    [Fact]
    public async Task Interval_that_the_provider_lacks_for_good_is_not_asked_for_again()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage) { Curve = (_, _) => null };
        await _scene.ReadOneAsync(provider, Curves.Window(3));

        var (again, _) = await _scene.ReadOneAsync(provider, Curves.Window(3));

        provider.Asked.Count.ShouldBe(1);
        again.IsKnown.ShouldBeTrue();
        again.Received.ShouldBe(0);
        again.NewestPoint.ShouldBeNull();
    }

    [Fact]
    public async Task Part_that_fails_leaves_its_points_missing_and_is_told()
    {
        var july = Curves.Window("2018-07-01T00:00", "2018-08-01T00:00");
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage) { Failing = (_, window) => window.Start == july.Start ? null : Down };

        var (usage, series) = await _scene.ReadOneAsync(provider, july);

        usage.Failure.ShouldBe(Down);
        usage.Source.ShouldBe(UsageSource.Provider);
        series.Received.ShouldBe(8640);
    }

    [Fact]
    public async Task Domain_whose_every_call_fails_is_unknown()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage) { Failing = (domain, _) => domain == "a.com" ? Down : null };

        var reading = await _scene.ReadAsync(provider, Curves.Window(3), "a.com", "b.com");

        reading.Domains.Select(d => (d.IsKnown, d.Received)).ShouldBe([(false, 0), (true, 3)]);
    }

    [Fact]
    public async Task Failing_provider_leaves_the_last_kept_points_marked_stale_and_is_fresh_again_afterwards()
    {
        var fails = false;
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage) { Failing = (_, _) => fails ? Down : null };
        var lastHour = Curves.Window("2018-08-02T23:00", "2018-08-03T00:00");
        await _scene.ReadOneAsync(provider, lastHour);
        fails = true;
        _scene.Clock.Advance(TimeSpan.FromMinutes(30));
        var grown = Curves.Window("2018-08-02T23:00", "2018-08-03T00:30");

        var (stale, series) = await _scene.ReadOneAsync(provider, grown);

        stale.Source.ShouldBe(UsageSource.Stale);
        stale.Failure.ShouldBe(Down);
        stale.NewestPoint.ShouldBe(Curves.At("2018-08-02T23:55"));
        stale.FetchedAt.ShouldBe(Curves.At("2018-08-03T00:00:01"));
        series.Received.ShouldBe(12);

        fails = false;
        var (fresh, _) = await _scene.ReadOneAsync(provider, grown);
        fresh.Source.ShouldBe(UsageSource.Provider);
        fresh.Received.ShouldBe(18);
    }

    [Fact]
    public async Task Store_that_fails_lets_every_question_through_and_none_go_wrong()
    {
        var provider = FakeProvider.Jd("jd");
        _scene.Store.Fails = true;

        var (usage, series) = await _scene.ReadOneAsync(provider, Curves.Window(3));
        await _scene.ReadOneAsync(provider, Curves.Window(3));

        usage.Source.ShouldBe(UsageSource.Provider);
        series.Received.ShouldBe(3);
        provider.Asked.Count.ShouldBe(2);

        _scene.Store.Fails = false;
        _scene.Clock.Advance(TimeSpan.FromSeconds(6));
        await _scene.ReadOneAsync(provider, Curves.Window(3));
        (await _scene.ReadOneAsync(provider, Curves.Window(3))).Usage.Source.ShouldBe(UsageSource.Store);
        provider.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Damaged_domain_is_asked_for_and_costs_no_other_its_kept_points()
    {
        var provider = FakeProvider.Jd("jd");
        await _scene.ReadAsync(provider, Curves.Window(3), "a.com", "b.com");
        _scene.Store.Damaged = "a.com";

        var reading = await _scene.ReadAsync(provider, Curves.Window(3), "a.com", "b.com");

        reading.Domains.Select(d => (d.Source, d.Received)).ShouldBe([(UsageSource.Provider, 3), (UsageSource.Store, 3)]);
        provider.Asked.Select(a => a.Domain).ShouldBe(["a.com", "b.com", "a.com"], ignoreOrder: true);
    }

    [Fact]
    public async Task Many_points_are_not_held_and_are_read_from_the_store_when_they_are_written()
    {
        var july = Curves.Window("2018-07-01T00:00", "2018-08-01T00:00");
        string[] domains = [.. Enumerable.Range(0, 120).Select(i => $"d{i}.com")];
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage) { Curve = (domain, _) => domain.Length };

        var cold = await _scene.ReadAsync(provider, july, domains);
        var warm = await _scene.ReadAsync(provider, july, domains);

        cold.Domains.ShouldAllBe(d => d.Held == null && d.Received == 8928);
        warm.Domains.ShouldAllBe(d => d.Held == null && d.Source == UsageSource.Store);
        provider.Asked.Count.ShouldBe(240);
        (await warm.LoadAsync(warm.Domains[7], new CurveBuffer(), TestContext.Current.CancellationToken)).BandwidthAt(8927).ShouldBe(6);
        (await warm.LoadAsync(warm.Domains[107], new CurveBuffer(), TestContext.Current.CancellationToken)).BandwidthAt(0).ShouldBe(8);
    }

    [Fact]
    public async Task Empty_window_asks_nobody()
    {
        var provider = FakeProvider.Jd("jd");

        var (usage, series) = await _scene.ReadOneAsync(provider, Curves.Window(0));

        provider.Asked.ShouldBeEmpty();
        usage.Failure.ShouldBeNull();
        series.Window.Count.ShouldBe(0);
    }
}
