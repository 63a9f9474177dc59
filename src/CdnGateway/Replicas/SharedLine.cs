using CdnGateway.Store;
using CdnGateway.Upstream.Quota;

namespace CdnGateway.Replicas;

/// <summary>
/// This replica's callers of a shared quota, who are served in order: one at a time asks the database for a slot, and asks again when one may
/// be free. While the database cannot be reached, nobody is granted any.
/// </summary>
internal sealed class SharedLine : IWaitingRoom
{
    private readonly Lock _gate = new();
    private readonly WaitingLines _lines = new();
    private readonly SeenSlots _seen;
    private readonly QuotaTerms _terms;
    private readonly ReplicaTables _tables;
    private readonly QuotaOutbox _outbox;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _start;
    private readonly CancellationTokenSource _end = new();
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _arrivals;
    private bool _isOpen = true;
    private bool _isAsking;

    public SharedLine(QuotaTerms terms, ReplicaTables tables, TimeProvider time, ILogger logger)
    {
        (_terms, _tables, _time, _logger) = (terms, tables, time, logger);
        _start = time.GetTimestamp();
        _seen = new SeenSlots(terms);
        _outbox = new QuotaOutbox(tables, terms, time, logger, Wake);
    }

    public QuotaOutbox Outbox => _outbox;

    public int Remaining
    {
        get
        {
            lock (_gate)
            {
                if (_isOpen && !_seen.IsFresh(Now()))
                {
                    Ask();
                }

                return Math.Max(0, _seen.Slots.FreeAt(Now()) - _lines.Interactive);
            }
        }
    }

    /// <returns>A lease that is refused without a wait while the line is closed.</returns>
    public Task<QuotaLease> AcquireAsync(Urgency urgency, TimeSpan deadline, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isInteractive = urgency.IsInteractive || urgency.Promoted.IsCancellationRequested;
        lock (_gate)
        {
            if (!_isOpen)
            {
                return Task.FromResult(QuotaLease.Refused(retryAfter: null));
            }

            var now = Now();
            _seen.Slots.Forget(now);
            if (_seen.IsFresh(now) && _lines.TurnOfNext(isInteractive, _seen.Slots, now) is var turn && turn > deadline)
            {
                return Task.FromResult(QuotaLease.Refused(turn - now));
            }

            var waiter = new QuotaWaiter(this, _arrivals++, deadline, isInteractive);
            _lines.Join(waiter);
            waiter.Listen(urgency.Promoted, cancellationToken);
            AskIfFirst(waiter);
            return waiter.Task;
        }
    }

    /// <summary>Time since this line began; deadlines are on this clock.</summary>
    public TimeSpan Now() => _time.GetElapsedTime(_start);

    /// <summary>No slot for so long, for this replica at once and for the others as soon as they are told.</summary>
    public void Pause(TimeSpan duration)
    {
        lock (_gate)
        {
            _seen.Pause(Now(), duration);
        }

        _outbox.Pause(duration);
    }

    /// <summary>Lets callers wait in line again, and serves them after a while.</summary>
    public void Open(TimeSpan after)
    {
        lock (_gate)
        {
            _seen.Pause(Now(), after);
            _isOpen = true;
        }
    }

    /// <summary>Refuses all who wait, and whoever comes, without a wait.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isOpen = false;
            while (_lines.First is { } first)
            {
                _lines.Leave(first);
                first.SetResult(QuotaLease.Refused(retryAfter: null));
            }

            _wake.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _end.CancelAsync();
        await _outbox.DisposeAsync();
    }

    void IWaitingRoom.Cancel(QuotaWaiter waiter, CancellationToken token)
    {
        lock (_gate)
        {
            if (_lines.Leave(waiter))
            {
                waiter.SetCanceled(token);
            }
        }
    }

    void IWaitingRoom.Promote(QuotaWaiter waiter)
    {
        lock (_gate)
        {
            if (_lines.Promote(waiter))
            {
                AskIfFirst(waiter);
            }
        }
    }

    private void AskIfFirst(QuotaWaiter waiter)
    {
        if (_lines.First == waiter)
        {
            Ask();
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            _wake.TrySetResult();
        }
    }

    private void Ask()
    {
        _wake.TrySetResult();
        if (!_isAsking)
        {
            _isAsking = true;
            _ = Task.Run(AskAsync);
        }
    }

    private async Task AskAsync()
    {
        var sleep = (TimeSpan?)TimeSpan.Zero;
        while (sleep is { } time)
        {
            if (time > TimeSpan.Zero)
            {
                await _wake.Task.WaitAsync(time, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var (isInteractive, most) = NextQuestion();
            var asked = _time.GetTimestamp();
            var reply = await TryTakeAsync(most);
            lock (_gate)
            {
                sleep = TrySettle(reply, asked, isInteractive);
                _isAsking = sleep is not null;
            }
        }
    }

    /// <returns>For whom it is asked, and how many slots may be in use; none when it is only a look.</returns>
    private (bool IsInteractive, int Most) NextQuestion()
    {
        lock (_gate)
        {
            _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _lines.First is { } first
                ? (first.IsInteractive, _seen.IsPausedHere(Now()) ? 0 : _terms.MostUsed(first.IsInteractive))
                : (false, 0);
        }
    }

    private async Task<QuotaReply?> TryTakeAsync(int most)
    {
        try
        {
            return await _tables.TakeSlotAsync(_terms, most, _end.Token);
        }
        catch (Exception failure) when (failure is StoreFailedException or OperationCanceledException)
        {
            return null;
        }
        catch (Exception broke)
        {
            _logger.ReplicaBroke(broke);
            return null;
        }
    }

    private TimeSpan? TrySettle(QuotaReply? reply, long asked, bool askedInteractively)
    {
        try
        {
            return Settle(reply, asked, askedInteractively);
        }
        catch (Exception broke)
        {
            _logger.ReplicaBroke(broke);
            return SeenSlots.Fresh; // whoever waits must not wait for good
        }
    }

    /// <returns>When to ask again; null when nobody waits.</returns>
    private TimeSpan? Settle(QuotaReply? reply, long asked, bool askedInteractively)
    {
        var now = Now();
        if (reply is not null)
        {
            _seen.Take(reply, now);
        }

        if (reply?.Slot is { } id)
        {
            var slot = new SharedSlot(id, asked, _terms.LongestHold, _outbox, _time);
            if (_lines.First is { } first && (first.IsInteractive || !askedInteractively))
            {
                _lines.Leave(first);
                first.SetResult(QuotaLease.Granted(slot));
            }
            else
            {
                slot.Return(); // who it was for has left, and the background has no right to it
            }
        }

        RefuseLate(now, isFresh: reply is not null);
        return _isOpen && _lines.First is { } next ? SleepOf(next, now, isFresh: reply is not null) : null;
    }

    private void RefuseLate(TimeSpan now, bool isFresh)
    {
        foreach (var waiter in _lines.Where(w => w.Deadline <= now || (isFresh && !w.KnowsItsTurn)))
        {
            var turn = _lines.TurnOf(waiter, _seen.Slots, now);
            waiter.KnowsItsTurn |= isFresh;
            if (turn > waiter.Deadline || waiter.Deadline <= now)
            {
                _lines.Leave(waiter);
                waiter.SetResult(QuotaLease.Refused(turn > now ? turn - now : SeenSlots.Fresh));
            }
        }
    }

    private TimeSpan SleepOf(QuotaWaiter next, TimeSpan now, bool isFresh)
    {
        var grant = isFresh ? _seen.Slots.NextGrant(next.IsInteractive) : SlotLedger.Never;
        var wake = new[] { grant, _lines.MostHurried?.Deadline ?? SlotLedger.Never, now + SeenSlots.Fresh }.Min();
        return TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((wake - now).TotalMilliseconds)));
    }
}
