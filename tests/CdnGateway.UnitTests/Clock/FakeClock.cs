namespace CdnGateway.UnitTests.Clock;

/// <summary>
/// A clock that stands still until a test moves it. <see cref="Advance"/> fires timers in the order in which they are due, those included
/// that are created on the way, each with the clock standing at its own due time, on the advancing thread. A timer due at once fires at
/// the next <see cref="Advance"/>, be it by zero: never inside the code that sets it.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private const int MostAtOneTime = 100_000;
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock _gate = new();
    private readonly Lock _advancing = new();
    private readonly PriorityQueue<(FakeTimer Timer, int Setting), (TimeSpan Due, long Number)> _armed = new();
    private TimeSpan _elapsed;
    private DateTimeOffset _wallClockAtStart;
    private long _settings;

    public FakeClock()
        : this(new DateTimeOffset(2024, 5, 17, 9, 30, 0, TimeSpan.Zero)) { }

    public FakeClock(DateTimeOffset utcNow) => _wallClockAtStart = utcNow.ToUniversalTime();

    /// <summary>Setting it is what a correction of the server's clock is: timestamps and timers do not notice.</summary>
    public DateTimeOffset UtcNow
    {
        get
        {
            lock (_gate)
                return _wallClockAtStart + _elapsed;
        }
        set
        {
            lock (_gate)
                _wallClockAtStart = value.ToUniversalTime() - _elapsed;
        }
    }

    /// <summary>How far the clock has been advanced since it was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
                return _elapsed;
        }
    }

    /// <summary>How long until the next timer is due; null if none is armed.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
                return NextDueTime() - _elapsed;
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => UtcNow;

    public override long GetTimestamp() => Elapsed.Ticks;

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_advancing)
        {
            var end = Elapsed + by;
            var (at, firedThen) = (Elapsed, 0);
            while (TakeDue(end) is { } timer)
            {
                (at, firedThen) = at == Elapsed ? (at, firedThen + 1) : (Elapsed, 0);
                if (firedThen > MostAtOneTime)
                    throw new InvalidOperationException($"A timer sets itself again and again for {at}, and time cannot go on.");
                timer.Fire();
            }

            lock (_gate)
                _elapsed = _elapsed > end ? _elapsed : end;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? TakeDue(TimeSpan end)
    {
        lock (_gate)
        {
            if (NextDueTime() is not { } due || due > end)
                return null;

            _elapsed = _elapsed > due ? _elapsed : due;
            var timer = _armed.Dequeue().Timer;
            if (timer.Period > TimeSpan.Zero)
                Arm(timer, due + timer.Period);
            return timer;
        }
    }

    private TimeSpan? NextDueTime()
    {
        while (_armed.TryPeek(out var entry, out var when))
        {
            if (entry.Setting == entry.Timer.Setting)
                return when.Due;
            _armed.Dequeue();
        }

        return null;
    }

    private void Arm(FakeTimer timer, TimeSpan due) => _armed.Enqueue((timer, timer.Setting), (due, _settings++));

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public TimeSpan Period { get; private set; }

        /// <summary>Counts the changes, so that what was armed before one is known to be stale.</summary>
        public int Setting { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
            ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
            // As strict as the system's timers.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, LongestTimer);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(period, LongestTimer);
            lock (clock._gate)
            {
                if (_disposed)
                    return false;

                Setting++;
                Period = period;
                if (dueTime >= TimeSpan.Zero)
                    clock.Arm(this, clock._elapsed + dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                Setting++;
                _disposed = true;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
