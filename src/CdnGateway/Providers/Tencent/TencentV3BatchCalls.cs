using System.Collections.Concurrent;
using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>Asks for both metrics of a batch at the same time, and tells each domain's party its own: both, or nothing.</summary>
internal sealed class TencentV3BatchCalls(TencentV3Client client, TimeProvider time)
{
    /// <summary>Domains that spoilt a batch are asked alone from then on, until they are answered, or for so long; so many are remembered.</summary>
    private const int MostLoners = 1000;
    private static readonly TimeSpan LongestAlone = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _loners = new(StringComparer.Ordinal);

    public bool GoesAlone(string domain) => _loners.TryGetValue(domain, out var since) && time.GetUtcNow() - since < LongestAlone;

    /// <summary>All domains in one call a metric; one by one when one of them is at fault, which the provider does not name.</summary>
    public async Task AskAsync(TencentV3Batch batch)
    {
        var bandwidth = CallAsync(batch, TencentV3Metric.Bandwidth);
        var flux = CallAsync(batch, TencentV3Metric.Flux);
        await Task.WhenAll(bandwidth, flux);
        var both = new Both(await bandwidth, await flux);
        if (batch.Parties().Count > 1 && both.IsOfOneDomain)
        {
            await Task.WhenAll(batch.Parties().Select(party => TellAloneAsync(batch, party)));
            return;
        }

        batch.End(party => party.TrySetResult(both.Of(party.Domain, batch.Key.Window)));
    }

    public async Task<ProviderResult<UsageSeries>> AskAloneAsync(TencentV3Party party, BatchKey key, CancellationToken cancellationToken)
    {
        var bandwidth = CallAsync(TencentV3Metric.Bandwidth);
        var flux = CallAsync(TencentV3Metric.Flux);
        await Task.WhenAll(bandwidth, flux);
        var both = new Both(await bandwidth, await flux);
        Remember(party.Domain, both);
        return both.Of(party.Domain, key.Window);

        Task<ProviderResult<TencentV3Curves>> CallAsync(TencentV3Metric metric) =>
            client.AskAsync(new TencentV3Question(metric, [party.Domain], key.Window, key.Region), party.Interest, cancellationToken);
    }

    private Task<ProviderResult<TencentV3Curves>> CallAsync(TencentV3Batch batch, TencentV3Metric metric) =>
        client.AskAsync(metric.Action, batch.Interest, token => AttemptAsync(batch, metric, token), CancellationToken.None);

    /// <remarks>While it is on its way nobody's call is withdrawn: it is counted anyway, and its answer can be kept.</remarks>
    private async Task<ProviderResult<TencentV3Curves>> AttemptAsync(TencentV3Batch batch, TencentV3Metric metric, CancellationToken cancellationToken)
    {
        var parties = batch.Parties();
        if (parties.Count == 0)
        {
            throw new OperationCanceledException(batch.Interest.Withdrawn); // no domains would mean the whole account
        }

        string[] domains = [.. parties.Select(party => party.Domain).Distinct(StringComparer.Ordinal)];
        var onTheirWay = parties.Where(party => party.Interest.TrySetOut()).ToList();
        var hasAnswer = false;
        try
        {
            var result = await client.AttemptAsync(new TencentV3Question(metric, domains, batch.Key.Window, batch.Key.Region), cancellationToken);
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

    private async Task TellAloneAsync(TencentV3Batch batch, TencentV3Party party)
    {
        try
        {
            party.TrySetResult(await AskAloneAsync(party, batch.Key, CancellationToken.None));
        }
        catch (OperationCanceledException cancelled)
        {
            party.TrySetCanceled(cancelled.CancellationToken);
        }
    }

    private void Remember(string domain, Both both)
    {
        if (both.Failure is null)
        {
            _loners.TryRemove(domain, out _);
        }
        else if (both.IsOfOneDomain)
        {
            MakeRoom();
            _loners[domain] = time.GetUtcNow();
        }
    }

    /// <remarks>Whoever asks for names that nobody has must not keep those that one meets every day from being remembered.</remarks>
    private void MakeRoom()
    {
        if (_loners.Count >= MostLoners)
        {
            _loners.TryRemove(_loners.MinBy(loner => loner.Value).Key, out _);
        }
    }

    private readonly record struct Both(ProviderResult<TencentV3Curves> Bandwidth, ProviderResult<TencentV3Curves> Flux)
    {
        public ProviderFailure? Failure => Bandwidth.Failure ?? Flux.Failure;

        public bool IsOfOneDomain => TencentV3Errors.IsOfOneDomain(Bandwidth.Failure) || TencentV3Errors.IsOfOneDomain(Flux.Failure);

        public ProviderResult<UsageSeries> Of(string domain, UsageWindow window) =>
            Failure ?? TencentV3Mapping.ToSeries(window, Bandwidth.Value!.Of[domain], Flux.Value!.Of[domain]);
    }
}
