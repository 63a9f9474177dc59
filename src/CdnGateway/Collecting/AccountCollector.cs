using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Collecting;

/// <summary>Keeps one account's points up to date, round by round. It remembers nothing that a restart would miss: what is due is in the store.</summary>
internal sealed class AccountCollector(ICdnProvider provider, int backfillDays, CollectorSource source, TimeProvider time, CollectorLog log)
{
    private readonly Agenda _agenda = new(provider.Account, backfillDays);

    /// <summary>Goes on until it is cancelled, whatever breaks.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var spread = RoundTimes.SpreadOf(provider.Account.Name);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ends = RoundTimes.NextAfter(time.GetUtcNow(), spread);
            try
            {
                await RunRoundAsync(ends, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                log.Broke(fault);
            }

            await WaitUntilAsync(ends, cancellationToken);
        }
    }

    private async Task RunRoundAsync(DateTimeOffset ends, CancellationToken cancellationToken)
    {
        var round = new Round(_agenda.Ordered(await DueAsync(cancellationToken)));
        var onTheirWay = new List<Task<Made>>();
        try
        {
            while (await NextAsync(round, onTheirWay, ends, cancellationToken) is { } call)
            {
                onTheirWay.Add(MakeAsync(call, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(onTheirWay.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await SettleAsync(round, onTheirWay);
        log.RoundDone(provider.Account.Domains.Count, round, _agenda.RestingAt(time.GetUtcNow()));
    }

    private async Task<List<DueCall>> DueAsync(CancellationToken cancellationToken)
    {
        var due = new List<DueCall>();
        var now = time.GetUtcNow();
        foreach (var curve in Curves())
        {
            var window = _agenda.WindowOf(curve.Subject, now);
            if (window.Count > 0)
            {
                var parts = await source.PlanAsync(provider, curve, window, cancellationToken);
                due.AddRange(parts.Select(part => DueCall.OfPoints(curve, part, isNewest: part.End == window.End)));
            }
        }

        foreach (var month in provider.Capabilities.HasFlag(Capabilities.ReportsAccount) ? _agenda.MonthsOf(now) : [])
        {
            if (await source.AreFiguresDueAsync(provider, month.Figures!, cancellationToken))
            {
                due.Add(month);
            }
        }

        return due;
    }

    private IEnumerable<Curve> Curves()
    {
        Grade[] grades = provider.Capabilities.HasFlag(Capabilities.BillingUsage) ? [Grade.Operational, Grade.Billing] : [Grade.Operational];
        return provider.Capabilities.HasFlag(Capabilities.Usage)
            ? provider.Account.Domains.SelectMany(domain => grades.Select(grade => new Curve(domain, grade)))
            : [];
    }

    /// <summary>The next call once it may be made; null when the round is over.</summary>
    private async Task<DueCall?> NextAsync(Round round, List<Task<Made>> onTheirWay, DateTimeOffset ends, CancellationToken cancellationToken)
    {
        while (time.GetUtcNow() < ends)
        {
            await SettleAsync(round, onTheirWay);
            if (_agenda.FreeAt > time.GetUtcNow())
            {
                await WaitUntilAsync(_agenda.FreeAt < ends ? _agenda.FreeAt : ends, cancellationToken);
            }
            else if (onTheirWay.Count < _agenda.MostAtOnce && round.TryNext(out var call))
            {
                return call;
            }
            else if (onTheirWay.Count == 0)
            {
                return null;
            }
            else
            {
                await Task.WhenAny(onTheirWay);
            }
        }

        return null;
    }

    private async Task SettleAsync(Round round, List<Task<Made>> onTheirWay)
    {
        foreach (var finished in onTheirWay.Where(task => task.IsCompleted).ToList())
        {
            onTheirWay.Remove(finished);
            var made = await finished;
            var settled = _agenda.Settle(made.Call, made.Began, time.GetUtcNow(), made.Failure);
            round.Settle(made.Call, settled);
            log.Settled(made.Call, made.Failure, settled);
        }
    }

    private async Task<Made> MakeAsync(DueCall call, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        try
        {
            return new Made(call, began, call.Figures is { } query
                ? await source.FetchFiguresAsync(provider, query, cancellationToken)
                : await source.FetchAsync(provider, call.Curve, call.Window, cancellationToken));
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.Broke(fault);
            return new Made(call, began, new ProviderFailure(FailureKind.Internal, "The gateway failed on this call."));
        }
    }

    /// <remarks>A timer may fire a little early; a clock that was set back must not stop the collector for as long.</remarks>
    private async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (instant - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            var most = UsageWindow.Interval - time.GetElapsedTime(began);
            if (most <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(wait < most ? wait : most, time, cancellationToken);
        }
    }

    private readonly record struct Made(DueCall Call, DateTimeOffset Began, ProviderFailure? Failure);
}
