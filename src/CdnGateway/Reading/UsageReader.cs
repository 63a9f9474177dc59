using System.Collections.Concurrent;
using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.Reading;

/// <summary>Reads any window of any domains from an account: what is kept from the store, the rest in the fewest calls that are not under way yet.</summary>
/// <remarks>All calls are started at once: the account's quota and its gate say how many are on their way.</remarks>
internal sealed class UsageReader(KeptPoints kept, UsageFetcher fetcher, Doubts doubts, ChangeStamps stamps, TimeProvider time)
{
    /// <summary>Points up to this many are held in memory (some 20 bytes each); more are read from the store again when they are written.</summary>
    private const long MostHeld = 1_000_000;

    private const int AtATime = 4;

    private readonly SemaphoreSlim _puttingTogether = new(2 * AtATime);

    /// <summary>Finds out what a question takes; sends nothing.</summary>
    public async Task<UsagePlan> PlanAsync(
        ICdnProvider provider, CurveSort sort, IReadOnlyList<string> domains, UsageWindow window, CancellationToken cancellationToken)
    {
        var curves = stamps.Of(domains.Select(domain => Route.Of(provider.Account, sort.Of(domain))));
        var hold = (long)domains.Count * window.Count <= MostHeld;
        var buffers = new ConcurrentBag<KeptSeries>();
        var planned = new UsagePlan.Domain[domains.Count];
        if (domains.Count == 1)
        {
            await PlanOneAsync(0, cancellationToken); // the dashboards' usual question, without a detour over other threads
        }
        else
        {
            var fewAtATime = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, domains.Count, fewAtATime, PlanOneAsync);
        }

        return new UsagePlan(provider, sort, window, planned, curves, hold);

        async ValueTask PlanOneAsync(int i, CancellationToken token)
        {
            var series = !hold && buffers.TryTake(out var used) ? used : new KeptSeries(window);
            planned[i] = await PlanAsync(provider, sort, domains[i], series, hold, token);
            buffers.Add(series);
        }
    }

    /// <summary>Makes the calls that are due, and tells what is there afterwards.</summary>
    public async Task<UsageReading> ReadAsync(UsagePlan plan, CancellationToken cancellationToken)
    {
        var usages = await Task.WhenAll(plan.Domains.Select(domain => domain.Calls == 0
            ? Task.FromResult(domain.Usage)
            : FetchAsync(plan, domain, cancellationToken)));
        return new UsageReading(plan.Provider.Account, plan.Sort, plan.Window, usages, kept);
    }

    /// <summary>What is kept of a curve, without asking the provider for more.</summary>
    public async ValueTask<UsageSeries> ReadKeptAsync(ICdnProvider provider, Curve curve, UsageWindow window, CancellationToken cancellationToken)
    {
        var series = new KeptSeries(window);
        await kept.TryReadAsync(Route.Of(provider.Account, curve), series, cancellationToken);
        return series.Points;
    }

    private async ValueTask<UsagePlan.Domain> PlanAsync(
        ICdnProvider provider, CurveSort sort, string domain, KeptSeries series, bool hold, CancellationToken cancellationToken)
    {
        await kept.TryReadAsync(Route.Of(provider.Account, sort.Of(domain)), series, cancellationToken);
        var rule = RefreshRule.Of(provider.Account);
        var trusted = doubts.Of(provider.Account, sort, domain, series)?.Trusted ?? series;
        var calls = CallPlan.Of(trusted, [], rule, time.GetUtcNow().ToUnixTimeSeconds(), provider.MostIntervalsPerCall).Count;
        return new UsagePlan.Domain(domain, calls, DomainUsage.Of(domain, series, rule, UsageSource.Store, failure: null, hold, time.GetUtcNow()));
    }

    private async Task<DomainUsage> FetchAsync(UsagePlan plan, UsagePlan.Domain domain, CancellationToken cancellationToken)
    {
        while (true)
        {
            var landings = await fetcher.FetchAsync(plan.Provider, plan.Sort, domain.Name, plan.Window, isInteractive: true, cancellationToken);
            var usage = await PutTogetherAsync(plan, domain, landings, cancellationToken);
            if (usage.Failure is not null || usage.Asked == plan.Window.Count)
            {
                return usage;
            }

            // What somebody else had kept cannot be read any more: then all of it is due.
        }
    }

    /// <remarks>What others have kept since the plan was made was not due for this question any more, so the plan's own points do not suffice.</remarks>
    private async Task<DomainUsage> PutTogetherAsync(
        UsagePlan plan, UsagePlan.Domain domain, IReadOnlyList<Landing<UsageSeries>> landings, CancellationToken cancellationToken)
    {
        await _puttingTogether.WaitAsync(cancellationToken); // a series over a year takes two megabytes
        try
        {
            return await ReadAgainAsync(plan, domain, landings, cancellationToken);
        }
        finally
        {
            _puttingTogether.Release();
        }
    }

    private async Task<DomainUsage> ReadAgainAsync(
        UsagePlan plan, UsagePlan.Domain domain, IReadOnlyList<Landing<UsageSeries>> landings, CancellationToken cancellationToken)
    {
        var account = plan.Provider.Account;
        var series = new KeptSeries(plan.Window);
        if (!await kept.TryReadAsync(Route.Of(account, plan.Sort.Of(domain.Name)), series, cancellationToken) && domain.Usage.Held is { } held)
        {
            series = held;
        }

        foreach (var landing in landings.Where(l => l.Answer is not null))
        {
            series.Take(landing.Answer!, (uint)landing.At.ToUnixTimeSeconds());
        }

        var failure = landings.FirstOrDefault(l => l.Failure is not null)?.Failure;
        var hold = plan.Hold || landings.Any(l => l is { Answer: not null, IsKept: false });
        var source = failure is not null && domain.Usage.IsKnown ? UsageSource.Stale
            : landings.Count == 0 ? UsageSource.Store
            : UsageSource.Provider;
        return DomainUsage.Of(domain.Name, series, RefreshRule.Of(account), source, failure, hold, time.GetUtcNow());
    }
}
