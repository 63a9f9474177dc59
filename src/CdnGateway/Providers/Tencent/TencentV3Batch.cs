using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>What domains of one batch have in common.</summary>
/// <param name="Window">The intervals.</param>
/// <param name="Region">Null: the provider's default.</param>
/// <param name="IsInteractive">Whether requests wait for them: those wait for nothing that the background asks.</param>
internal readonly record struct BatchKey(UsageWindow Window, Region? Region, bool IsInteractive);

/// <summary>Domains of which the same is asked at about the same time, on their way to becoming one call for each metric.</summary>
/// <remarks>It is open until it is full or an attempt sets out, so that who waits for the quota does not wait alone.</remarks>
internal sealed class TencentV3Batch(BatchKey key, int most)
{
    private readonly Lock _gate = new();
    private readonly List<TencentV3Party> _parties = [];
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasBegun;
    private bool _isClosed;

    public BatchKey Key => key;

    /// <summary>Of all parties together: urgent when one of them is, withdrawn when all of them are.</summary>
    public CallInterest Interest { get; } = key.IsInteractive ? CallInterest.OfRequest() : CallInterest.OfCollector();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _parties.Count;
            }
        }
    }

    /// <summary>Done when no more domains go into it.</summary>
    public Task Full => _full.Task;

    /// <returns>False when it has been closed, or given up, before.</returns>
    public bool TryJoin(TencentV3Party party)
    {
        lock (_gate)
        {
            // The first one's interest is what the batch's own begins with.
            if (_isClosed || (_hasBegun && !Interest.TryJoin(isInteractive: false)))
            {
                return false;
            }

            _hasBegun = true;
            _parties.Add(party);
            if (_parties.Count == most)
            {
                Close();
            }

            return true;
        }
    }

    /// <summary>A request waits for one of the domains by now.</summary>
    public void Promote()
    {
        if (Interest.TryJoin(isInteractive: true))
        {
            Interest.Leave();
        }
    }

    /// <summary>An attempt sets out: from now on the domains are these.</summary>
    public IReadOnlyList<TencentV3Party> Parties()
    {
        lock (_gate)
        {
            Close();
            return _parties;
        }
    }

    public void Leave(TencentV3Party party)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _parties.Remove(party);
            }
        }

        Interest.Leave();
    }

    /// <summary>Tells every party how it ended.</summary>
    public void End(Action<TencentV3Party> tell)
    {
        foreach (var party in Parties())
        {
            tell(party);
        }
    }

    private void Close()
    {
        _isClosed = true;
        _full.TrySetResult();
    }
}

/// <summary>One domain of a batch, and who waits for it.</summary>
internal sealed class TencentV3Party(string domain, CallInterest interest)
    : TaskCompletionSource<ProviderResult<UsageSeries>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _hasLeft;

    public string Domain => domain;

    public CallInterest Interest => interest;

    /// <returns>True once.</returns>
    public bool TryLeave() => Interlocked.Exchange(ref _hasLeft, 1) == 0;
}
