using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>
/// Puts the domains of which the same is asked at about the same time into one <c>DescribeCdnData</c> (docs/decisions/0014-two-apis-in-one-account.md).
/// Requests and the background have batches of their own.
/// </summary>
internal sealed class TencentV3Batches(TencentV3BatchCalls calls, UpstreamOptions upstream, TimeProvider time)
{
    /// <summary>The provider's limit.</summary>
    public const int MostDomains = 30;

    /// <summary>What a point takes in an answer, and a little more.</summary>
    private const int BytesPerPoint = 64;

    /// <summary>A batch sets out when nobody has come for so long, or when its first one has waited long enough.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<BatchKey, TencentV3Batch> _open = [];

    /// <summary>One domain's points.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled, or nobody waits for the answer any more and there is none.</exception>
    public async Task<ProviderResult<UsageSeries>> ReadAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken)
    {
        var party = new TencentV3Party(curve.Domain, interest);
        var key = new BatchKey(window, curve.Region, interest.IsInteractive);
        if (calls.GoesAlone(curve.Domain))
        {
            return await calls.AskAloneAsync(party, key, cancellationToken);
        }

        var batch = Join(party, key, out var isNew);
        if (isNew)
        {
            _ = RunAsync(batch);
        }

        await using var withdrawn = interest.Withdrawn.UnsafeRegister(_ => Leave(batch, party, interest.Withdrawn), state: null);
        await using var cancelled = cancellationToken.UnsafeRegister(_ => Leave(batch, party, cancellationToken), state: null);
        await using var promoted = interest.Promoted.UnsafeRegister(_ => batch.Promote(), state: null);
        return await party.Task;
    }

    private static void Leave(TencentV3Batch batch, TencentV3Party party, CancellationToken reason)
    {
        if (party.TryLeave())
        {
            batch.Leave(party);
            party.TrySetCanceled(reason);
        }
    }

    private TencentV3Batch Join(TencentV3Party party, BatchKey key, out bool isNew)
    {
        lock (_gate)
        {
            isNew = !_open.TryGetValue(key, out var batch) || !batch.TryJoin(party);
            if (isNew)
            {
                batch = new TencentV3Batch(key, MostDomainsOf(key.Window));
                batch.TryJoin(party);
                _open[key] = batch;
            }

            return batch!;
        }
    }

    /// <remarks>An answer that is larger than may be read is no use to anybody.</remarks>
    private int MostDomainsOf(UsageWindow window) =>
        Math.Clamp(upstream.MaxResponseBytes / Math.Max(1, window.Count * BytesPerPoint), 1, MostDomains);

    private void Forget(TencentV3Batch batch)
    {
        lock (_gate)
        {
            if (_open.GetValueOrDefault(batch.Key) == batch)
            {
                _open.Remove(batch.Key);
            }
        }
    }

    private async Task RunAsync(TencentV3Batch batch)
    {
        try
        {
            await GatherAsync(batch);
            await calls.AskAsync(batch);
        }
        catch (OperationCanceledException cancelled)
        {
            batch.End(party => party.TrySetCanceled(cancelled.CancellationToken));
        }
        catch (Exception fault)
        {
            batch.End(party => party.TrySetException(fault));
        }
        finally
        {
            Forget(batch);
        }
    }

    private async Task GatherAsync(TencentV3Batch batch)
    {
        var began = time.GetTimestamp();
        int before;
        do
        {
            before = batch.Count;
            await batch.Full.WaitAsync(Quiet, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!batch.Full.IsCompleted && batch.Count != before && time.GetElapsedTime(began) < Longest);
    }
}
