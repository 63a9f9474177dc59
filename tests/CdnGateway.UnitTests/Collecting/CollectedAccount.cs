using CdnGateway.Collecting;
using CdnGateway.Providers;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Features;
using CdnGateway.Usage;
using Microsoft.Extensions.Logging;

namespace CdnGateway.UnitTests.Collecting;

/// <param name="At">When it was asked, on Beijing's clock.</param>
/// <param name="Subject">The domain or the month.</param>
/// <param name="Window">What was asked for.</param>
internal sealed record Asking(DateTimeOffset At, string Subject, UsageWindow Window);

/// <summary>An account that is collected on a fake clock, and a store that asks for every interval once and keeps what is answered.</summary>
internal sealed class CollectedAccount : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public CollectedAccount(params string[] domains) => Provider = FakeProvider.Jd("jd", domains);

    public FakeClock Clock { get; init; } = new(Beijing("2026-11-22 12:02"));

    public FakeProvider Provider { get; init; }

    public int BackfillDays { get; init; } = 2;

    /// <summary>How long every call takes.</summary>
    public TimeSpan Takes { get; init; }

    public Func<Asking, ProviderFailure?> Failing { get; set; } = _ => null;

    /// <summary>What is kept; another account's, after a restart.</summary>
    public HashSet<(string Subject, DateTimeOffset Start)> Kept { get; init; } = [];

    public List<Asking> Asked { get; } = [];

    public List<(int Id, LogLevel Level, string Text)> Events { get; } = [];

    public int MostOnTheirWay { get; private set; }

    public int OnTheirWay { get; private set; }

    public Task Running { get; private set; } = Task.CompletedTask;

    public CollectorSource Source => new()
    {
        PlanAsync = (_, curve, window, _) => new ValueTask<IReadOnlyList<UsageWindow>>(Plan(curve.Domain, window)),
        FetchAsync = (_, curve, window, cancellationToken) => FetchAsync(curve.Domain, window, cancellationToken),
        AreFiguresDueAsync = (_, query, _) => new ValueTask<bool>(!Kept.Contains((MonthOf(query), default))),
        FetchFiguresAsync = (_, query, cancellationToken) => FetchAsync(
            MonthOf(query),
            UsageWindow.Of(BeijingTime.StartOf(query.Period.First), BeijingTime.StartOf(query.Period.Last.AddDays(1))),
            cancellationToken),
    };

    public static DateTimeOffset Beijing(string time) => DateTimeOffset.Parse(time + "+08:00");

    public CollectedAccount Start()
    {
        var log = new CollectorLog(new Witness(this), Provider.Account.Name);
        Running = new AccountCollector(Provider, BackfillDays, Source, Clock, log).RunAsync(_stop.Token);
        return this;
    }

    public void Stop() => _stop.Cancel();

    /// <summary>What was asked meanwhile.</summary>
    public List<Asking> Advance(TimeSpan by)
    {
        var before = Asked.Count;
        Clock.Advance(by);
        return Asked[before..];
    }

    public void Dispose() => _stop.Dispose();

    private static string MonthOf(BillingQuery query) => $"{query.Period.First:yyyy-MM}";

    private List<UsageWindow> Plan(string domain, UsageWindow window)
    {
        var due = new List<UsageWindow>();
        for (var i = window.Count - 1; i >= 0; i--)
        {
            var last = i;
            while (i >= 0 && last - i < Provider.MostIntervalsPerCall && !Kept.Contains((domain, window.TimeAt(i))))
            {
                i--;
            }

            if (i < last)
            {
                due.Add(UsageWindow.Of(window.TimeAt(i + 1), window.TimeAt(last + 1)));
                i++;
            }
        }

        return due;
    }

    private async Task<ProviderFailure?> FetchAsync(string subject, UsageWindow window, CancellationToken cancellationToken)
    {
        var asking = new Asking(BeijingTime.Of(Clock.GetUtcNow()), subject, window);
        Asked.Add(asking);
        MostOnTheirWay = Math.Max(MostOnTheirWay, ++OnTheirWay);
        try
        {
            if (Takes > TimeSpan.Zero)
            {
                await Task.Delay(Takes, Clock, cancellationToken);
            }

            if (Failing(asking) is { } failure)
            {
                return failure;
            }

            Kept.Add((subject, default));
            Kept.UnionWith(Enumerable.Range(0, window.Count).Select(i => (subject, window.TimeAt(i))));
            return null;
        }
        finally
        {
            OnTheirWay--;
        }
    }

    private sealed class Witness(CollectedAccount account) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            account.Events.Add((eventId.Id, logLevel, formatter(state, exception)));
    }
}
