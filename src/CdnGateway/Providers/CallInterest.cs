namespace CdnGateway.Providers;

/// <summary>In whose interest a call is made: how many wait for its answer, and whether somebody who asked is among them.</summary>
/// <remarks>
/// A call that nobody waits for any more is withdrawn while it waits for its turn; once it is on its way it is let go through, since it is
/// counted anyway and its answer can be kept.
/// </remarks>
internal sealed class CallInterest : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _promoted = new();
    private readonly CancellationTokenSource _withdrawn = new();
    private int _parties = 1;
    private bool _isInteractive;
    private bool _isOnItsWay;

    private CallInterest(bool isInteractive) => _isInteractive = isInteractive;

    /// <summary>True when a request waits for the answer; such calls go before those that only keep the store up to date.</summary>
    public bool IsInteractive
    {
        get
        {
            lock (_gate)
            {
                return _isInteractive;
            }
        }
    }

    /// <summary>Fires when a request joins a call that was made in the background.</summary>
    public CancellationToken Promoted => _promoted.Token;

    /// <summary>Fires when nobody waits any more and the call is not on its way.</summary>
    public CancellationToken Withdrawn => _withdrawn.Token;

    /// <summary>The interest of one request.</summary>
    public static CallInterest OfRequest() => new(isInteractive: true);

    /// <summary>The interest of keeping the store up to date.</summary>
    public static CallInterest OfCollector() => new(isInteractive: false);

    /// <summary>One more waits for the same answer.</summary>
    /// <returns>False when the call has been withdrawn before.</returns>
    public bool TryJoin(bool isInteractive)
    {
        lock (_gate)
        {
            if (_parties == 0 && !_isOnItsWay)
            {
                return false;
            }

            _parties++;
            isInteractive &= !_isInteractive;
            _isInteractive |= isInteractive;
        }

        if (isInteractive)
        {
            _promoted.Cancel();
        }

        return true;
    }

    /// <summary>One waits no more.</summary>
    public void Leave()
    {
        bool withdrawn;
        lock (_gate)
        {
            withdrawn = --_parties == 0 && !_isOnItsWay;
        }

        if (withdrawn)
        {
            _withdrawn.Cancel();
        }
    }

    /// <summary>An attempt has its permit and sets out.</summary>
    /// <returns>False when nobody wants it any more.</returns>
    public bool TrySetOut()
    {
        lock (_gate)
        {
            return _isOnItsWay = _parties > 0;
        }
    }

    /// <summary>An attempt is over; without anybody waiting there will be no other.</summary>
    public void ComeBack()
    {
        bool withdrawn;
        lock (_gate)
        {
            _isOnItsWay = false;
            withdrawn = _parties == 0;
        }

        if (withdrawn)
        {
            _withdrawn.Cancel();
        }
    }

    public void Dispose()
    {
        _promoted.Dispose();
        _withdrawn.Dispose();
    }
}
