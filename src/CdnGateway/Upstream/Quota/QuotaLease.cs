namespace CdnGateway.Upstream.Quota;

/// <summary>
/// The right to one call. Take it, call <see cref="MarkSent"/> right before the first byte goes out, dispose it. Until then it occupies a
/// slot of the quota; disposed unsent it gives the slot back, as nothing was counted against the account.
/// </summary>
internal sealed class QuotaLease : IDisposable
{
    private const int Pending = 0;
    private const int Sent = 1;
    private const int Closed = 2;

    private readonly IQuotaSlot? _slot;
    private int _state;

    private QuotaLease(IQuotaSlot? slot, TimeSpan? retryAfter)
    {
        _slot = slot;
        _state = slot is null ? Closed : Pending;
        RetryAfter = retryAfter;
    }

    public bool IsAcquired => _slot is not null;

    /// <summary>On a refused lease: the wait until its turn. Null if there will be none, the quota being disposed.</summary>
    public TimeSpan? RetryAfter { get; }

    public static QuotaLease Granted(IQuotaSlot slot) => new(slot, retryAfter: null);

    public static QuotaLease Refused(TimeSpan? retryAfter) => new(slot: null, retryAfter);

    /// <summary>Counts the call, once, however often it is called.</summary>
    /// <exception cref="InvalidOperationException">The lease holds no slot (refused, or disposed unsent): the call would not be counted.</exception>
    /// <exception cref="IOException">The slot is no longer good; nothing may leave on it.</exception>
    public void MarkSent()
    {
        switch (Interlocked.CompareExchange(ref _state, Sent, Pending))
        {
            case Pending:
                Send();
                break;
            case Closed:
                throw new InvalidOperationException("This lease holds no slot of the quota; a call sent on it would not be counted.");
        }
    }

    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Pending) == Pending)
        {
            _slot!.Return();
        }
    }

    private void Send()
    {
        try
        {
            _slot!.Send();
        }
        catch (IOException)
        {
            Volatile.Write(ref _state, Closed);
            throw;
        }
    }
}
