using CdnGateway.Diagnostics;
using CdnGateway.Providers;

namespace CdnGateway.Collecting;

/// <summary>Keeps the configured domains up to date while nobody asks, every account on its own.</summary>
internal sealed partial class Collector(
    ProviderRegistry registry, CollectorOptions options, CollectorSource source, TimeProvider time, ILogger<Collector> logger) : BackgroundService
{
    /// <summary>Goes on until it is cancelled.</summary>
    public Task CollectAsync(CancellationToken cancellationToken)
    {
        var collected = registry.All.Where(HasSomething).ToList();
        Started(
            logger,
            collected.Sum(provider => provider.Account.Domains.Count),
            string.Join(", ", collected.Select(provider => provider.Account.Name)),
            options.BackfillDays,
            options.QuotaShare * 100);
        return Task.WhenAll(collected.Select(provider =>
            new AccountCollector(provider, options.BackfillDays, source, time, new CollectorLog(logger, provider.Account.Name)).RunAsync(cancellationToken)));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => CollectAsync(stoppingToken);

    private static bool HasSomething(ICdnProvider provider) =>
        provider.Capabilities.HasFlag(Capabilities.ReportedFigures)
        || (provider.Capabilities.HasFlag(Capabilities.Usage) && provider.Account.Domains.Count > 0);

    [LoggerMessage(
        EventIds.CollectorStarted,
        LogLevel.Information,
        "Keeps {Domains} domains of {Accounts} up to date and fills gaps of {Days} days, by at most {Share:0.#} % of each account's quota")]
    private static partial void Started(ILogger logger, int domains, string accounts, int days, double share);
}
