using CdnGateway.Upstream.Quota;

namespace CdnGateway.Replicas;

/// <summary>
/// An account's quota, shared by all replicas on one database: never more than the limit in any window over all of them. While the database
/// is gone for long, each replica has its part of it to itself (docs/decisions/0011-priorities-and-replicas.md).
/// </summary>
internal sealed class SharedQuota : IQuota
{
    private readonly Lock _gate = new();
    private readonly QuotaTerms _terms;
    private readonly ReplicaPulse _pulse;
    private readonly TimeProvider _time;
    private readonly SharedLine _line;
    private SlidingLogRateLimiter? _alone;
    private bool _disposed;

    public SharedQuota(QuotaTerms terms, ReplicaTables tables, ReplicaPulse pulse, TimeProvider time, ILogger<SharedQuota> logger)
    {
        (_terms, _pulse, _time) = (terms, pulse, time);
        _line = new SharedLine(terms, tables, time, logger);
        pulse.Changed += OnChanged;
        OnChanged(pulse, EventArgs.Empty);
    }

    public int Remaining => _alone?.Remaining ?? _line.Remaining;

    public async ValueTask<QuotaLease> AcquireAsync(Urgency urgency, TimeSpan longestWait, CancellationToken cancellationToken)
    {
        if (longestWait != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(longestWait, TimeSpan.Zero);
        }

        var deadline = longestWait == Timeout.InfiniteTimeSpan ? SlotLedger.Never : SlotLedger.Add(_line.Now(), longestWait);
        while (true)
        {
            var lease = Alone() is { } alone
                ? await AcquireAloneAsync(alone, urgency, deadline, cancellationToken)
                : await _line.AcquireAsync(urgency, deadline, cancellationToken);
            if (lease.IsAcquired || lease.RetryAfter is not null || _disposed)
            {
                return lease;
            }

            // Refused without a wait: the database went or came while it waited, and it waits elsewhere from now on.
        }
    }

    public void Pause(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        lock (_gate)
        {
            _alone?.Pause(duration);
        }

        _line.Pause(duration);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _pulse.Changed -= OnChanged;
            _line.Close();
            _alone?.Dispose();
        }
    }

    /// <summary>Gives back what was granted and returned; takes a moment for it.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return _line.DisposeAsync();
    }

    private SlidingLogRateLimiter? Alone()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _alone;
        }
    }

    private async ValueTask<QuotaLease> AcquireAloneAsync(
        SlidingLogRateLimiter alone, Urgency urgency, TimeSpan deadline, CancellationToken cancellationToken)
    {
        try
        {
            var left = deadline - _line.Now();
            var wait = deadline == SlotLedger.Never ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left : TimeSpan.Zero;
            var lease = await alone.AcquireAsync(urgency, wait, cancellationToken);
            return lease.IsAcquired ? QuotaLease.Granted(new LoneSlot(lease, permit => SendAlone(alone, permit))) : lease;
        }
        catch (ObjectDisposedException)
        {
            return QuotaLease.Refused(retryAfter: null);
        }
    }

    /// <remarks>What is not sent before the quota is shared again, here or by another replica, is in no ledger then: all slots may go to others.</remarks>
    private void SendAlone(SlidingLogRateLimiter alone, QuotaLease permit)
    {
        lock (_gate)
        {
            if (_alone != alone || !_pulse.KnowsItIsAlone)
            {
                permit.Dispose();
                throw new IOException("The permit of this call was this replica's alone, and the quota is shared again or may be; it is not sent.");
            }

            permit.MarkSent();
            _line.Outbox.Count();
        }
    }

    private void OnChanged(object? sender, EventArgs change)
    {
        lock (_gate)
        {
            if (_disposed || _pulse.IsAlone == _alone is not null)
            {
                return;
            }

            if (_pulse.IsAlone)
            {
                _alone = AloneFromNow();
                _line.Close();
            }
            else
            {
                // By then every other replica has written down what it sent alone, and sends nothing alone any more.
                _line.Open(after: _pulse.AllTogetherAfter);
                var alone = _alone;
                _alone = null;
                alone?.Dispose();
            }
        }
    }

    /// <remarks>
    /// Nothing is sent until what was sent or granted while the database was there counts no more. It is gone by now; how long before another
    /// replica heard of it is not known to one that was held up.
    /// </remarks>
    private SlidingLogRateLimiter AloneFromNow()
    {
        var part = Math.Max(1, _terms.Limit / Math.Max(1, _pulse.Alive));
        var alone = new SlidingLogRateLimiter(part, _terms.Window, _terms.Margin, _time, _terms.Share);
        alone.Pause(_terms.Span + _terms.LongestHold);
        return alone;
    }
}
