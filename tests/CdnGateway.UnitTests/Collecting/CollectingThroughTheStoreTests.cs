using CdnGateway.Collecting;
using CdnGateway.Hosting;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Features;
using CdnGateway.UnitTests.Reading;
using CdnGateway.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdnGateway.UnitTests.Collecting;

/// <summary>The collector over the real reading and a store in memory: what hours of it cost.</summary>
public sealed class CollectingThroughTheStoreTests
{
    private readonly FakeClock _clock = new(CollectedAccount.Beijing("2026-11-22 12:02"));
    private readonly ReadingScene _scene;
    private readonly FakeProvider _provider = FakeProvider.Jd("jd", "a.example.com", "b.example.com");

    public CollectingThroughTheStoreTests() => _scene = new ReadingScene(_clock);

    [Fact]
    public async Task Hours_cost_a_domain_a_call_a_border_and_leaves_nothing_to_ask_for()
    {
        using var stop = new CancellationTokenSource();
        var collecting = Collect(stop.Token);
        _provider.Asked.Count.ShouldBe(4, "31 days are two calls a domain");

        _clock.Advance(TimeSpan.FromHours(6));
        (_provider.Asked.Count - 4).ShouldBeInRange(2 * 72, 2 * 72 + 2 * 6);
        var asked = _provider.Asked.Count;
        var end = UsageWindow.Floor(_clock.GetUtcNow());
        var reading = await _scene.ReadAsync(_provider, UsageWindow.Of(end.AddDays(-31), end), "a.example.com", "b.example.com");

        reading.Domains.ShouldAllBe(domain => domain.Failure == null);
        _provider.Asked.Count.ShouldBe(asked);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(collecting.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Store_that_fails_is_not_collected_for()
    {
        _scene.Store.Fails = true;
        using var stop = new CancellationTokenSource();
        _ = Collect(stop.Token);

        _clock.Advance(TimeSpan.FromMinutes(30));
        _provider.Asked.ShouldBeEmpty();
        _scene.Store.Fails = false;
        _clock.Advance(UsageWindow.Interval);

        _provider.Asked.Count.ShouldBe(4);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Damaged_domain_costs_no_other_its_collection()
    {
        _scene.Store.Damaged = "a.example.com";
        using var stop = new CancellationTokenSource();
        _ = Collect(stop.Token);

        _clock.Advance(TimeSpan.FromHours(1));

        _provider.Asked.Count(a => a.Domain == "b.example.com").ShouldBeGreaterThanOrEqualTo(2 + 12);
        _provider.Asked.ShouldNotContain(a => a.Domain == "a.example.com");
        await stop.CancelAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Interval_is_asked_for_one_last_time_when_it_has_settled_however_few_days_are_filled(int backfillDays)
    {
        using var stop = new CancellationTokenSource();
        _ = Collect(stop.Token, backfillDays);
        _clock.Advance(TimeSpan.FromHours(26));

        var settled = UsageWindow.Of(_clock.GetUtcNow().AddHours(-25.5), _clock.GetUtcNow().AddHours(-24.5));
        var (usage, _) = (await _scene.Reader.PlanAsync(_provider, new CdnGateway.Providers.CurveSort(CdnGateway.Providers.Grade.Operational), ["a.example.com"], settled, TestContext.Current.CancellationToken)).Domains
            .Select(d => (d.Usage, d.Calls)).Single();

        usage.FreshUntil.ShouldBe(RefreshRule.Never);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Restart_asks_for_nothing_that_is_kept()
    {
        using var first = new CancellationTokenSource();
        _ = Collect(first.Token);
        var asked = _provider.Asked.Count;
        await first.CancelAsync();

        using var second = new CancellationTokenSource();
        _ = Collect(second.Token);

        _provider.Asked.Count.ShouldBe(asked);
        await second.CancelAsync();
    }

    private Task Collect(CancellationToken cancellationToken, int backfillDays = 31) => new AccountCollector(
        _provider,
        backfillDays,
        CollectorHosting.SourceOf(_scene.Fetcher, _scene.Figures),
        _clock,
        new CollectorLog(NullLogger.Instance, "jd")).RunAsync(cancellationToken);
}
