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

/// <summary>A slot of a replica on its own, which the database is told of when it is back.</summary>
internal sealed class LoneSlot(QuotaLease lease, QuotaOutbox outbox) : IQuotaSlot
{
    public void Send()
    {
        lease.MarkSent();
        outbox.Count();
    }

    public void Return() => lease.Dispose();
}
