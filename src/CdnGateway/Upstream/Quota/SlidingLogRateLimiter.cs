namespace CdnGateway.Upstream.Quota;

/// <summary>
/// At most <c>limit</c> calls in any <c>window</c>, counted when they are sent, requests before the background, either first come first
/// served. The provider places its window where it likes, so a slot comes free <c>window + margin</c> after its own send; the margin is for
/// jitter on the way.
/// </summary>
internal sealed class SlidingLogRateLimiter : IQuota, IQuotaSlot, IWaitingRoom
{
    private readonly Lock _gate = new();
    private readonly SlotLedger _slots;
    private readonly QuotaQueue _queue;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TurnTimer _timer;
    private long _arrivals;
    private bool _disposed;

    /// <param name="limit">Calls in a window.</param>
    /// <param name="window">The provider's.</param>
    /// <param name="margin">How much closer together two calls may arrive than they left.</param>
    /// <param name="time">The clock.</param>
    /// <param name="share">The background gets a permit only while less than this part of the limit is in use.</param>
    public SlidingLogRateLimiter(int limit, TimeSpan window, TimeSpan margin, TimeProvider time, double share = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(margin, TimeSpan.Zero);
        _slots = new SlotLedger(limit, SlotLedger.ShareOf(limit, share), window + margin);
        _queue = new QuotaQueue(this, _slots);
        _time = time;
        _start = time.GetTimestamp();
        _timer = new TurnTimer(time, static state => ((SlidingLogRateLimiter)state!).OnTimer(), this);
    }

    public int Remaining
    {
        get
        {
            lock (_gate)
                return Math.Max(0, _slots.FreeAt(Now()) - _queue.Interactive);
        }
    }

    /// <summary>How many wait, in either line.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    /// <summary>A permit at once, or the wait until there would be one.</summary>
    public QuotaLease AttemptAcquire()
    {
        lock (_gate)
        {
            var now = Serve();
            return _slots.CanGrant(isInteractive: true, now)
                ? _queue.Grant()
                : QuotaLease.Refused(_queue.Turn(isInteractive: true, now) - now);
        }
    }

    public ValueTask<QuotaLease> AcquireAsync(Urgency urgency, TimeSpan longestWait, CancellationToken cancellationToken)
    {
        if (longestWait != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(longestWait, TimeSpan.Zero);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<QuotaLease>(cancellationToken);

        var isInteractive = urgency.IsInteractive || urgency.Promoted.IsCancellationRequested;
        lock (_gate)
        {
            var now = Serve();
            if (_slots.CanGrant(isInteractive, now))
                return new(_queue.Grant());

            var deadline = longestWait == Timeout.InfiniteTimeSpan ? SlotLedger.Never : SlotLedger.Add(now, longestWait);
            var turn = _queue.Turn(isInteractive, now);
            if (turn > deadline)
                return new(QuotaLease.Refused(turn - now));

            var waiter = new QuotaWaiter(this, _arrivals++, deadline, isInteractive);
            _queue.Join(waiter);
            waiter.Listen(urgency.Promoted, cancellationToken);
            _timer.Set(_queue.Due, now);
            return new(waiter.Task);
        }
    }

    public void Pause(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        lock (_gate)
        {
            _slots.Pause(Now(), duration);
            Serve();
        }
    }

    /// <summary>Refuses those who wait, and whoever comes; what has been granted can end in peace.</summary>
    public void Dispose()
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

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    void IQuotaSlot.Send()
    {
        lock (_gate)
        {
            _slots.Send(Now());
            ServeUnlessDisposed();
        }
    }

    void IQuotaSlot.Return()
    {
        lock (_gate)
        {
            _slots.Return();
            ServeUnlessDisposed();
        }
    }

    void IWaitingRoom.Cancel(QuotaWaiter waiter, CancellationToken token)
    {
        lock (_gate)
        {
            if (_queue.Leave(waiter))
                waiter.SetCanceled(token);
            ServeUnlessDisposed();
        }
    }

    void IWaitingRoom.Promote(QuotaWaiter waiter)
    {
        lock (_gate)
        {
            if (_queue.Promote(waiter))
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
