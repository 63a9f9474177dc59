namespace CdnGateway.Sandbox.Tencent;

/// <summary>
/// Nonces of genuine calls, for as long as a repetition would still be inside the timestamp's tolerance. By the nonce alone: a
/// sender that draws from a small range is meant to be caught.
/// </summary>
internal sealed class NonceMemory(TimeSpan tolerance)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string Nonce)> order = new();

    public bool IsNew(string nonce, DateTimeOffset now)
    {
        lock (gate)
        {
            // A timestamp may lie ahead by the tolerance and be replayed until it lies behind by as much.
            while (order.TryPeek(out var oldest) && now - oldest.At > tolerance * 2)
            {
                seen.Remove(order.Dequeue().Nonce);
            }

            if (!seen.Add(nonce))
            {
                return false;
            }

            order.Enqueue((now, nonce));
            return true;
        }
    }
}
