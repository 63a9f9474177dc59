namespace CdnGateway.Upstream.Quota;

/// <summary>One caller in line. Its continuation never runs on the thread, or under the lock, that completes it.</summary>
internal sealed class QuotaWaiter : TaskCompletionSource<QuotaLease>
{
    public static readonly IComparer<QuotaWaiter> ByDeadline = Comparer<QuotaWaiter>.Create(
        static (a, b) => a.Deadline != b.Deadline ? a.Deadline.CompareTo(b.Deadline) : a._arrival.CompareTo(b._arrival));

    private readonly IWaitingRoom _room;
    private readonly long _arrival;
    private CancellationTokenRegistration _cancellation;
    private CancellationTokenRegistration _promotion;

    public QuotaWaiter(IWaitingRoom room, long arrival, TimeSpan deadline, bool isInteractive)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _room = room;
        _arrival = arrival;
        Deadline = deadline;
        IsInteractive = isInteractive;
        Place = new LinkedListNode<QuotaWaiter>(this);
    }

    public TimeSpan Deadline { get; }

    public bool IsInteractive { get; set; }

    public LinkedListNode<QuotaWaiter> Place { get; }

    /// <summary>Whether its deadline has been compared with what is known since it came; a shared quota has to ask for that.</summary>
    public bool KnowsItsTurn { get; set; }

    /// <summary>To be called once it is in line: either token may have fired already.</summary>
    public void Listen(CancellationToken promoted, CancellationToken cancelled)
    {
        _cancellation = cancelled.UnsafeRegister(
            static (state, token) => ((QuotaWaiter)state!)._room.Cancel((QuotaWaiter)state, token), this);
        if (!IsInteractive)
        {
            _promotion = promoted.UnsafeRegister(static state => ((QuotaWaiter)state!)._room.Promote((QuotaWaiter)state), this);
        }
    }

    /// <remarks>Not Dispose: that would wait, under the room's lock, for a callback that wants the lock.</remarks>
    public void StopListening()
    {
        _cancellation.Unregister();
        _promotion.Unregister();
    }
}

/// <summary>Where callers wait.</summary>
internal interface IWaitingRoom
{
    void Cancel(QuotaWaiter waiter, CancellationToken token);

    void Promote(QuotaWaiter waiter);
}
