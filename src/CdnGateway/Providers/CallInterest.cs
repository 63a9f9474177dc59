namespace CdnGateway.Providers;

/// <summary>In whose interest a call is made: how many wait for its answer, and whether somebody who asked is among them.</summary>
/// <remarks>
/// A call that nobody waits for any more is withdrawn while it waits for its turn; once it is on its way it is let go through, since it is
/// counted anyway and its answer can be kept. Nothing in here needs to be disposed: the tokens have no timers and are linked to nothing.
/// </remarks>
internal sealed class CallInterest
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _promoted = new();
    private readonly CancellationTokenSource _withdrawn = new();
    private int _parties = 1;
    private int _onTheirWay;
    private bool _isInteractive;

    private CallInterest(bool isInteractive) => _isInteractive = isInteractive;

    /// <summary>True when a request waits for the answer; such calls go before those that only keep the store up to date.</summary>
    /// <remarks>It stays so when that request leaves: the call is as good as at the front by then.</remarks>
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

    /// <summary>Fires when nobody waits any more; never while an attempt is on its way, and then for good.</summary>
    public CancellationToken Withdrawn => _withdrawn.Token;

    /// <summary>The interest of one request.</summary>
    public static CallInterest OfRequest() => new(isInteractive: true);

    /// <summary>The interest of keeping the store up to date.</summary>
    public static CallInterest OfCollector() => new(isInteractive: false);

    /// <summary>One more waits for the same answer.</summary>
    /// <returns>False when the call has been withdrawn before.</returns>
    public bool TryJoin(bool isInteractive)
    {
        bool promotes;
        lock (_gate)
        {
            if (IsWithdrawn)
            {
                return false;
            }

            _parties++;
            promotes = isInteractive && !_isInteractive;
            _isInteractive |= isInteractive;
        }

        if (promotes)
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
            _parties--;
            withdrawn = IsWithdrawn;
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
            if (IsWithdrawn)
            {
                return false;
            }

            _onTheirWay++;
            return true;
        }
    }

    /// <summary>An attempt is over without an answer; without anybody waiting there will be no other.</summary>
    /// <remarks>One that brings an answer never comes back: whoever joins until the answer is kept shall have it.</remarks>
    public void ComeBack()
    {
        bool withdrawn;
        lock (_gate)
        {
            _onTheirWay--;
            withdrawn = IsWithdrawn;
        }

        if (withdrawn)
        {
            _withdrawn.Cancel();
        }
    }

    private bool IsWithdrawn => _parties == 0 && _onTheirWay == 0;
}
