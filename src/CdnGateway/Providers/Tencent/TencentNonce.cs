namespace CdnGateway.Providers.Tencent;

/// <summary>Nonces that do not repeat within the provider's replay window: they count up from a random start.</summary>
/// <remarks>Drawn one by one from 31 bits, two of an hour's nonces would meet now and then; the provider refuses that as a replay (code 4500).</remarks>
internal sealed class TencentNonce(int start)
{
    private int _last = start;

    /// <summary>Positive, and within the 31 bits that every SDK of the provider can read.</summary>
    public int Next() => (Interlocked.Increment(ref _last) & int.MaxValue) is var next and not 0 ? next : Next();
}
