using CdnGateway.Diagnostics;
using CdnGateway.Reading;
using CdnGateway.Store;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Store;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;
using Microsoft.Extensions.Logging;

namespace CdnGateway.UnitTests.Reading;

public sealed class KeptPointsTests
{
    private static readonly Route Curve = new("jd", "play.live.com");

    private readonly FakeClock _clock = new(Curves.At("2018-08-03T00:00:01"));
    private readonly MemoryStore _store = new();
    private readonly List<int> _told = [];

    [Fact]
    public async Task Store_that_can_be_read_and_not_written_is_told_of_once_and_again_when_it_is_written()
    {
        var kept = new KeptPoints(_store, _clock, new Witness(_told));
        _store.CannotWrite = true;
        for (var time = 0; time < 5; time++)
        {
            (await KeepAsync(kept)).ShouldBeFalse();
            (await ReadAsync(kept)).ShouldBeTrue("what is kept is read all the same");
            _clock.Advance(TimeSpan.FromSeconds(6));
            (await ReadAsync(kept)).ShouldBeTrue();
        }

        _told.ShouldBe([EventIds.StoreFails]);
        _store.CannotWrite = false;
        (await KeepAsync(kept)).ShouldBeTrue();
        _told.ShouldBe([EventIds.StoreFails, EventIds.StoreWorksAgain]);
    }

    [Fact]
    public async Task Store_that_failed_altogether_works_again_once_it_is_read()
    {
        var kept = new KeptPoints(_store, _clock, new Witness(_told));
        _store.Fails = true;
        (await KeepAsync(kept)).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(6));
        (await ReadAsync(kept)).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(6));
        (await KeepAsync(kept)).ShouldBeFalse();
        _store.Fails = false;
        _clock.Advance(TimeSpan.FromSeconds(6));

        (await ReadAsync(kept)).ShouldBeTrue();

        _told.ShouldBe([EventIds.StoreFails, EventIds.StoreWorksAgain]);
    }

    [Fact]
    public async Task Store_that_cannot_be_read_is_left_alone_for_seconds_and_told_of_once()
    {
        var kept = new KeptPoints(_store, _clock, new Witness(_told));
        _store.Fails = true;
        (await ReadAsync(kept)).ShouldBeFalse();
        _store.Fails = false;
        (await ReadAsync(kept)).ShouldBeFalse();
        (await KeepAsync(kept)).ShouldBeFalse();

        _clock.Advance(TimeSpan.FromSeconds(6));

        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(kept)))).ShouldAllBe(works => works);
        _told.ShouldBe([EventIds.StoreFails, EventIds.StoreWorksAgain]);
    }

    private static Task<bool> ReadAsync(KeptPoints kept) =>
        kept.TryReadAsync(Curve, new KeptSeries(Curves.Window(3)), TestContext.Current.CancellationToken).AsTask();

    private Task<bool> KeepAsync(KeptPoints kept) =>
        kept.TryKeepAsync(Curve, new UsageSeries(Curves.Window(3)), _clock.GetUtcNow(), TestContext.Current.CancellationToken);

    private sealed class Witness(List<int> told) : ILogger<KeptPoints>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Add(eventId.Id);
    }
}
