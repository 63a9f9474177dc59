using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CdnGateway.IntegrationTests.Harness;

/// <summary>Keeps every event of one gateway, with its scopes and exception.</summary>
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogEvent> events = new();
    private readonly ConcurrentDictionary<(int Id, int Count), TaskCompletionSource> awaited = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogEvent> Events => [.. events];

    /// <summary>The events of one kind; the ids are in the gateway's list of events.</summary>
    public IReadOnlyList<LogEvent> Of(int id) => [.. events.Where(e => e.Id.Id == id && e.Category.StartsWith("CdnGateway", StringComparison.Ordinal))];

    /// <summary>Completes with the n-th event of a kind, also one that has been logged before this.</summary>
    public async Task<LogEvent> WaitForAsync(int id, int count = 1)
    {
        var reached = awaited.GetOrAdd((id, count), static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Announce(id);
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        return Of(id)[count - 1];
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private static Dictionary<string, object?> ValuesOf<TState>(TState state)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            values[name] = value;
        }

        return values;
    }

    private void Announce(int id)
    {
        foreach (var (wanted, reached) in awaited.Where(a => a.Key.Id == id && Of(id).Count >= a.Key.Count))
        {
            reached.TrySetResult();
        }
    }

    private static string TextOf(object? scope) => scope is IEnumerable<KeyValuePair<string, object?>> values
        ? $"{scope} [{string.Join(", ", values.Select(v => $"{v.Key}={v.Value}"))}]"
        : scope?.ToString() ?? "";

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var around = new List<string>();
            log.scopes.ForEachScope((scope, found) => found.Add(TextOf(scope)), around);
            log.events.Enqueue(new LogEvent(
                logLevel, category, eventId, formatter(state, exception), ValuesOf(state), around, exception?.ToString()));
            log.Announce(eventId.Id);
        }
    }
}
