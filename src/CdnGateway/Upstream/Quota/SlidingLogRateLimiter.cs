using System.Threading.RateLimiting;

namespace CdnGateway.Upstream.Quota;

/// <summary>
/// At most <c>limit</c> calls in any <c>window</c>, counted when they are sent, first come first served. The provider places its window
/// where it likes, so a slot comes free <c>window + margin</c> after its own send; the margin is for jitter on the way.
/// </summary>
internal sealed class SlidingLogRateLimiter : RateLimiter
{
    private readonly Lock _gate = new();
    private readonly SlotLedger _slots;
    private readonly QuotaQueue _queue;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TurnTimer _timer;
    private long _arrivals;
    private bool _disposed;

    public SlidingLogRateLimiter(int limit, TimeSpan window, TimeSpan margin, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(margin, TimeSpan.Zero);
        _slots = new SlotLedger(limit, window + margin);
        _queue = new QuotaQueue(this, _slots);
        _time = time;
        _start = time.GetTimestamp();
        _timer = new TurnTimer(time, static state => ((SlidingLogRateLimiter)state!).OnTimer(), this);
    }

    /// <summary>Permits that could be had right now.</summary>
    public int Remaining
    {
        get
        {
            lock (_gate)
                return Math.Max(0, _slots.FreeAt(Now()) - _queue.Count);
        }
    }

    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_gate)
                return _queue.Count == 0 ? _slots.IdleFor(Now()) : null;
        }
    }

    /// <summary>
    /// Waits for a permit, at most <paramref name="longestWait"/> (or <see cref="Timeout.InfiniteTimeSpan"/>). If the turn is later than
    /// that, the lease comes back refused at once with <see cref="QuotaLease.RetryAfter"/>; if it only becomes later, when the wait is over.
    /// </summary>
    public ValueTask<QuotaLease> AcquireAsync(TimeSpan longestWait, CancellationToken cancellationToken)
    {
        if (longestWait != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(longestWait, TimeSpan.Zero);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<QuotaLease>(cancellationToken);

        lock (_gate)
        {
            var now = Serve();
            if (_slots.CanGrant(now))
                return new(_queue.Grant());

            var deadline = longestWait == Timeout.InfiniteTimeSpan ? SlotLedger.Never : SlotLedger.Add(now, longestWait);
            var turn = _queue.Turn(now);
            return turn > deadline ? new(_queue.Refuse(turn - now)) : new(WaitAsync(deadline, now, cancellationToken));
        }
    }

    /// <summary>Grants nothing for this long: the provider itself said that the quota is used up. A shorter pause never ends a longer one.</summary>
    public void Pause(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        lock (_gate)
        {
            _slots.Pause(Now(), duration);
            Serve();
        }
    }

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_gate)
        {
            return new()
            {
                CurrentAvailablePermits = Remaining,
                CurrentQueuedCount = _queue.Count,
                TotalFailedLeases = _queue.Refused,
                TotalSuccessfulLeases = _queue.Granted,
            };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, 1);
        lock (_gate)
        {
            var now = Serve();
            if (!_slots.CanGrant(now))
                return _queue.Refuse(_queue.Turn(now) - now);
            return permitCount == 0 ? QuotaLease.Probe() : _queue.Grant();
        }
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, 1);
        var lease = await AcquireAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        if (permitCount == 1 || !lease.IsAcquired)
            return lease;

        // Who waits for zero permits waits in line like everyone, and leaves the permit to the next.
        lease.Dispose();
        return QuotaLease.Probe();
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            if (_disposed)
                return;

            _disposed = true;
            _timer.Dispose();
            _queue.RefuseAll();
        }
    }

    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        return default;
    }

    internal void OnSent()
    {
        lock (_gate)
        {
            _slots.Send(Now());
            ServeUnlessDisposed();
        }
    }

    internal void OnReturned()
    {
        lock (_gate)
        {
            _slots.Return(Now());
            ServeUnlessDisposed();
        }
    }

    private void OnCancelled(QuotaWaiter waiter, CancellationToken token)
    {
        lock (_gate)
        {
            if (_queue.Leave(waiter))
                waiter.SetCanceled(token);
            ServeUnlessDisposed();
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _timer.Fired();
            ServeUnlessDisposed();
        }
    }

    private Task<QuotaLease> WaitAsync(TimeSpan deadline, TimeSpan now, CancellationToken cancellationToken)
    {
        var waiter = new QuotaWaiter(this, _arrivals++, deadline);
        _queue.Join(waiter);
        waiter.Cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((QuotaWaiter)state!).Limiter.OnCancelled((QuotaWaiter)state, token), waiter);
        _timer.Set(_queue.Due, now);
        return waiter.Task;
    }

    private void ServeUnlessDisposed()
    {
        if (!_disposed)
            Serve();
    }

    private TimeSpan Serve()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var now = Now();
        _queue.Serve(now);
        _timer.Set(_queue.Due, now);
        return now;
    }

    private TimeSpan Now() => _time.GetElapsedTime(_start);
}
