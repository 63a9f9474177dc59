using System.Collections.Concurrent;
using System.Globalization;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>A clock on which an attempt has no end until the test says so: what hangs is given up at once, and what answers has all the time it takes.</summary>
internal sealed class HeldTimeouts : TimeProvider
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(99);
    private readonly ConcurrentQueue<ITimer> held = new();

    /// <summary>A timeout of an attempt that nothing else is set to.</summary>
    public static (string, string?) Setting { get; } = ("Upstream:AttemptTimeout", string.Create(CultureInfo.InvariantCulture, $"{Attempt.TotalSeconds}s"));

    public static (string, string?) Total { get; } = ("Upstream:TotalTimeout", "5m");

    public override DateTimeOffset GetUtcNow() => new(2018, 6, 2, 17, 36, 0, TimeSpan.FromHours(8));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HeldTimer(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The attempts that are under way have taken too long.</summary>
    public void Expire()
    {
        while (held.TryDequeue(out var timer))
        {
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class HeldTimer(HeldTimeouts clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Attempt)
            {
                return timer.Change(dueTime, period);
            }

            clock.held.Enqueue(timer);
            return true;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
