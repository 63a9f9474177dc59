using CdnGateway.Upstream.Quota;

namespace CdnGateway.Replicas;

/// <summary>A slot of the shared quota.</summary>
/// <param name="id">Its number in the database.</param>
/// <param name="asked">When it was asked for, before the database granted it.</param>
/// <param name="longestHold">How long after that it can be sent.</param>
/// <param name="outbox">Where the database is told.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedSlot(long id, long asked, TimeSpan longestHold, QuotaOutbox outbox, TimeProvider time) : IQuotaSlot
{
    public void Send()
    {
        var sinceAsked = time.GetElapsedTime(asked);
        if (sinceAsked >= longestHold)
        {
            outbox.Return(id);
            throw new IOException("The permit of this call has expired; it is not sent.");
        }

        outbox.MarkSent(id, sinceAsked);
    }

    public void Return() => outbox.Return(id);
}

/// <summary>A slot of a replica on its own; it ends with that time.</summary>
/// <param name="lease">The replica's own permit.</param>
/// <param name="send">Counts the permit and keeps it for the database, or throws an <see cref="IOException"/>.</param>
internal sealed class LoneSlot(QuotaLease lease, Action<QuotaLease> send) : IQuotaSlot
{
    public void Send() => send(lease);

    public void Return() => lease.Dispose();
}
