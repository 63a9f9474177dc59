namespace CdnGateway.Upstream.Quota;

/// <summary>An account's quota, be it this process's alone or shared with its replicas.</summary>
internal interface IQuota : IDisposable, IAsyncDisposable
{
    /// <summary>Permits that a request could have right now; of a shared quota, as of the last that was heard of it.</summary>
    int Remaining { get; }

    /// <summary>
    /// Waits for a permit, at most <paramref name="longestWait"/> (or <see cref="Timeout.InfiniteTimeSpan"/>). If the turn is later than
    /// that, the lease comes back refused at once with <see cref="QuotaLease.RetryAfter"/>; if it only becomes later, when the wait is over.
    /// </summary>
    /// <remarks>
    /// The wait that is told is exact for a request on its own process's quota. In the background, or with replicas, it is the least that it
    /// can be: whoever asks goes first, and what the other replicas will send is not known.
    /// </remarks>
    ValueTask<QuotaLease> AcquireAsync(Urgency urgency, TimeSpan longestWait, CancellationToken cancellationToken);

    /// <summary>Grants nothing for this long: the provider itself said that the quota is used up. A shorter pause never ends a longer one.</summary>
    void Pause(TimeSpan duration);
}

/// <summary>A granted slot, as its quota sees it.</summary>
internal interface IQuotaSlot
{
    /// <summary>The call leaves now.</summary>
    /// <exception cref="IOException">It must not: the slot was granted too long ago.</exception>
    void Send();

    /// <summary>The call did not leave, and will not.</summary>
    void Return();
}

/// <summary>Which line a caller waits in.</summary>
/// <param name="IsInteractive">Somebody waits for the answer; such callers go before all others.</param>
/// <param name="Promoted">Fires when somebody does after all.</param>
internal readonly record struct Urgency(bool IsInteractive, CancellationToken Promoted)
{
    public static Urgency OfRequest { get; } = new(IsInteractive: true, CancellationToken.None);
}
