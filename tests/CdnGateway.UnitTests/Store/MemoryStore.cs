using System.Collections.Concurrent;
using CdnGateway.Providers;
using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Store;

/// <summary>A store that keeps an interval an entry, as plainly as can be, and fails when it is told to.</summary>
internal sealed class MemoryStore : IUsageStore
{
    private readonly ConcurrentDictionary<(string Account, string Domain, long Start), (uint Asked, long? Bandwidth, long Flow)> _points = new();
    private readonly ConcurrentDictionary<(string Account, string Question), KeptFigures> _figures = new();

    public bool Fails { get; set; }

    /// <summary>As on a full disk.</summary>
    public bool CannotWrite { get; set; }

    /// <summary>A domain of which something cannot be read any more.</summary>
    public string? Damaged { get; set; }

    public Task OpenAsync(IReadOnlyList<KeptAccount> accounts, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        FailIfTold();
        return Task.CompletedTask;
    }

    public ValueTask ReadAsync(string account, string domain, KeptSeries into, CancellationToken cancellationToken)
    {
        FailIfTold();
        if (domain == Damaged)
        {
            throw new StoreFailedException($"A day of {domain} is damaged.", new InvalidDataException());
        }

        for (var i = 0; i < into.Window.Count; i++)
        {
            if (!_points.TryGetValue((account, domain, into.Window.TimeAt(i).UtcTicks), out var kept))
            {
                continue;
            }

            into.Ask(i, kept.Asked);
            if (kept.Bandwidth is { } bandwidth)
            {
                into.Points.Set(i, bandwidth, kept.Flow);
            }
        }

        return ValueTask.CompletedTask;
    }

    public Task KeepAsync(string account, string domain, UsageSeries answer, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        FailIfTold(CannotWrite);
        var asked = (uint)askedAt.ToUnixTimeSeconds();
        for (var i = 0; i < answer.Window.Count; i++)
        {
            (uint, long?, long) given = (asked, answer.Has(i) ? answer.BandwidthAt(i) : null, answer.FlowAt(i));
            _points.AddOrUpdate(
                (account, domain, answer.Window.TimeAt(i).UtcTicks),
                static (_, added) => added,
                static (_, before, added) => Merged(before, added),
                given);
        }

        return Task.CompletedTask;
    }

    public ValueTask<KeptFigures?> ReadFiguresAsync(string account, BillingQuery query, CancellationToken cancellationToken)
    {
        FailIfTold();
        return new(_figures.GetValueOrDefault((account, Name(query))));
    }

    public Task KeepFiguresAsync(
        string account, BillingQuery query, ReportedFigures figures, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        FailIfTold(CannotWrite);
        _figures[(account, Name(query))] = new KeptFigures(figures, askedAt);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static (uint Asked, long? Bandwidth, long Flow) Merged(
        (uint Asked, long? Bandwidth, long Flow) before, (uint Asked, long? Bandwidth, long Flow) added)
    {
        var takes = added.Bandwidth is not null && (added.Asked >= before.Asked || before.Bandwidth is null);
        return (Math.Max(before.Asked, added.Asked), takes ? added.Bandwidth : before.Bandwidth, takes ? added.Flow : before.Flow);
    }

    private static string Name(BillingQuery query) => FiguresQuestion.Of(query).ToString();

    private void FailIfTold(bool failsToo = false)
    {
        if (Fails || failsToo)
        {
            throw new StoreFailedException("The disk is full.", new IOException());
        }
    }
}
