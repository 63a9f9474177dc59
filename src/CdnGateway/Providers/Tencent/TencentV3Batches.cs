using System.Collections.Concurrent;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>
/// Puts the domains of which the same is asked at about the same time into one <c>DescribeCdnData</c> (docs/decisions/0014-two-apis-in-one-account.md).
/// Requests and the background have batches of their own.
/// </summary>
internal sealed class TencentV3Batches(TencentV3Client client, UpstreamOptions upstream, TimeProvider time)
{
    /// <summary>The provider's limit.</summary>
    public const int MostDomains = 30;

    /// <summary>What a point takes in an answer, and a little more.</summary>
    private const int BytesPerPoint = 64;

    /// <summary>Domains that spoilt a batch are asked alone from then on; so many are remembered.</summary>
    private const int MostLoners = 1000;

    /// <summary>A batch sets out when nobody has come for so long, or when its first one has waited long enough.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<BatchKey, TencentV3Batch> _open = [];
    private readonly ConcurrentDictionary<string, bool> _loners = new(StringComparer.Ordinal);

    /// <summary>One domain's points.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled, or nobody waits for the answer any more and there is none.</exception>
    public async Task<ProviderResult<UsageSeries>> ReadAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken)
    {
        var party = new TencentV3Party(curve.Domain, interest);
        if (_loners.ContainsKey(curve.Domain))
        {
            return await ReadAloneAsync(party, window, curve.Region, cancellationToken);
        }

        var batch = Join(party, window, curve.Region, out var isNew);
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

    private TencentV3Batch Join(TencentV3Party party, UsageWindow window, Region? region, out bool isNew)
    {
        lock (_gate)
        {
            var key = new BatchKey(window, region, party.Interest.IsInteractive);
            isNew = !_open.TryGetValue(key, out var batch) || !batch.TryJoin(party);
            if (isNew)
            {
                batch = new TencentV3Batch(key, MostDomainsOf(window));
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
            var bandwidth = AskAsync(batch, TencentV3Metric.Bandwidth);
            var flux = AskAsync(batch, TencentV3Metric.Flux);
            await Task.WhenAll(bandwidth, flux);
            await TellAsync(batch, await bandwidth, await flux);
        }
        catch (OperationCanceledException cancelled)
        {
            End(batch, party => party.TrySetCanceled(cancelled.CancellationToken));
        }
        catch (Exception fault)
        {
            End(batch, party => party.TrySetException(fault));
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

    private Task<ProviderResult<TencentV3Curves>> AskAsync(TencentV3Batch batch, TencentV3Metric metric) =>
        client.AskAsync(metric.Action, batch.Interest, token => AttemptAsync(batch, metric, token), CancellationToken.None);

    /// <remarks>While it is on its way nobody's call is withdrawn: it is counted anyway, and its answer can be kept.</remarks>
    private async Task<ProviderResult<TencentV3Curves>> AttemptAsync(TencentV3Batch batch, TencentV3Metric metric, CancellationToken cancellationToken)
    {
        var parties = batch.Parties();
        if (parties.Count == 0)
        {
            throw new OperationCanceledException(batch.Interest.Withdrawn); // no domains would mean the whole account
        }

        var onTheirWay = parties.Where(party => party.Interest.TrySetOut()).ToList();
        var hasAnswer = false;
        try
        {
            var result = await client.AttemptAsync(
                new TencentV3Question(metric, [.. parties.Select(party => party.Domain).Distinct(StringComparer.Ordinal)], batch.Key.Window, batch.Key.Region), cancellationToken);
            hasAnswer = result.IsSuccess;
            return result;
        }
        finally
        {
            foreach (var party in hasAnswer ? [] : onTheirWay)
            {
                party.Interest.ComeBack();
            }
        }
    }

    private async Task TellAsync(TencentV3Batch batch, ProviderResult<TencentV3Curves> bandwidth, ProviderResult<TencentV3Curves> flux)
    {
        var failure = bandwidth.Failure ?? flux.Failure;
        if (batch.Parties().Count > 1 && (TencentV3Errors.IsOfOneDomain(bandwidth.Failure) || TencentV3Errors.IsOfOneDomain(flux.Failure)))
        {
            await Task.WhenAll(batch.Parties().Select(party => TellAloneAsync(batch, party)));
            return;
        }

        End(batch, party => party.TrySetResult(failure ?? ResultOf(batch.Key.Window, party.Domain, bandwidth, flux)));
    }

    /// <summary>Which of the domains it was is not said.</summary>
    private async Task TellAloneAsync(TencentV3Batch batch, TencentV3Party party)
    {
        try
        {
            party.TrySetResult(await ReadAloneAsync(party, batch.Key.Window, batch.Key.Region, CancellationToken.None));
        }
        catch (OperationCanceledException cancelled)
        {
            party.TrySetCanceled(cancelled.CancellationToken);
        }
    }

    private async Task<ProviderResult<UsageSeries>> ReadAloneAsync(
        TencentV3Party party, UsageWindow window, Region? region, CancellationToken cancellationToken)
    {
        var bandwidth = AskAsync(TencentV3Metric.Bandwidth);
        var flux = AskAsync(TencentV3Metric.Flux);
        await Task.WhenAll(bandwidth, flux);
        Remember(party.Domain, (await bandwidth).Failure ?? (await flux).Failure);
        return (await bandwidth).Failure ?? (await flux).Failure ?? ResultOf(window, party.Domain, await bandwidth, await flux);

        Task<ProviderResult<TencentV3Curves>> AskAsync(TencentV3Metric metric) =>
            client.AskAsync(new TencentV3Question(metric, [party.Domain], window, region), party.Interest, cancellationToken);
    }

    /// <summary>Who spoils a batch is asked alone until it is answered.</summary>
    private void Remember(string domain, ProviderFailure? failure)
    {
        if (failure is null)
        {
            _loners.TryRemove(domain, out _);
        }
        else if (TencentV3Errors.IsOfOneDomain(failure) && _loners.Count < MostLoners)
        {
            _loners[domain] = true;
        }
    }

    private static ProviderResult<UsageSeries> ResultOf(
        UsageWindow window, string domain, ProviderResult<TencentV3Curves> bandwidth, ProviderResult<TencentV3Curves> flux) =>
        TencentV3Mapping.ToSeries(window, bandwidth.Value!.Of[domain], flux.Value!.Of[domain]);

    private static void End(TencentV3Batch batch, Action<TencentV3Party> tell)
    {
        foreach (var party in batch.Parties())
        {
            tell(party);
        }
    }
}
