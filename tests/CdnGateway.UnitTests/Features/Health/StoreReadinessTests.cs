using CdnGateway.Features.Health;
using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.UnitTests.Clock;
using CdnGateway.Usage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdnGateway.UnitTests.Features.Health;

public sealed class StoreReadinessTests
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(2);

    private readonly FakeClock _clock = new();
    private readonly TroubledStore _store = new();

    [Fact]
    public async Task Store_that_works_is_ready_and_tried_once_in_some_seconds()
    {
        var readiness = new StoreReadiness(_clock, NullLogger<StoreReadiness>.Instance, _store);

        for (var i = 0; i < 10; i++)
        {
            (await IsReadyAsync(readiness)).ShouldBeTrue();
        }

        _store.Checks.ShouldBe(1);
        _clock.Advance(Seconds);
        (await IsReadyAsync(readiness)).ShouldBeTrue();
        _store.Checks.ShouldBe(2);
    }

    [Fact]
    public async Task Store_that_fails_is_unready_until_it_works_again_and_both_are_told_once()
    {
        var log = new List<string>();
        var readiness = new StoreReadiness(_clock, new Witness(log), _store);
        _store.Trouble = _ => Task.FromException(new StoreFailedException("The disk is full.", new IOException()));

        (await IsReadyAsync(readiness)).ShouldBeFalse();
        _clock.Advance(Seconds);
        (await IsReadyAsync(readiness)).ShouldBeFalse();
        _store.Trouble = _ => Task.CompletedTask;
        (await IsReadyAsync(readiness)).ShouldBeFalse("the verdict is still fresh");
        _clock.Advance(Seconds);
        (await IsReadyAsync(readiness)).ShouldBeTrue();

        log.Count.ShouldBe(2);
        log[0].ShouldEndWith("The disk is full.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Store_that_says_nothing_is_unready_after_a_moment_and_asked_once_meanwhile(bool heedsItsToken)
    {
        var readiness = new StoreReadiness(_clock, NullLogger<StoreReadiness>.Instance, _store);
        _store.Trouble = token => Task.Delay(Timeout.InfiniteTimeSpan, _clock, heedsItsToken ? token : CancellationToken.None);

        var (one, other) = (IsReadyAsync(readiness), IsReadyAsync(readiness));
        one.IsCompleted.ShouldBeFalse();
        _clock.Advance(Seconds);

        (await one.WaitAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await other.WaitAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        _store.Checks.ShouldBe(1);
    }

    private static Task<bool> IsReadyAsync(StoreReadiness readiness) => readiness.IsReadyAsync(TestContext.Current.CancellationToken);

    /// <summary>A store of which only the check is asked.</summary>
    private sealed class TroubledStore : IUsageStore
    {
        public int Checks { get; private set; }

        public Func<CancellationToken, Task> Trouble { get; set; } = _ => Task.CompletedTask;

        public Task CheckAsync(CancellationToken cancellationToken)
        {
            Checks++;
            return Trouble(cancellationToken);
        }

        public Task OpenAsync(IReadOnlyList<KeptAccount> accounts, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ReadAsync(string account, string domain, KeptSeries into, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task KeepAsync(string account, string domain, UsageSeries answer, DateTimeOffset askedAt, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<KeptFigures?> ReadFiguresAsync(string account, BillingQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task KeepFiguresAsync(
            string account, BillingQuery query, ReportedFigures figures, DateTimeOffset askedAt, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Witness(List<string> log) : ILogger<StoreReadiness>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(formatter(state, exception));
    }
}
