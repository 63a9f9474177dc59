using CdnGateway.Collecting;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Usage;

namespace CdnGateway.Hosting;

/// <summary>Has the collector read as requests do, only in the background's interest.</summary>
internal static class CollectorHosting
{
    /// <summary>Without it the next round would ask for the same again at once, and keep that no better.</summary>
    private static readonly ProviderFailure NotKept = new(FailureKind.Internal, "The answer could not be kept.");

    public static void AddCollector(this IServiceCollection services, CollectorOptions options)
    {
        services.AddSingleton(options);
        if (options.Enabled)
        {
            services.AddSingleton(provider => SourceOf(provider.GetRequiredService<UsageFetcher>(), provider.GetRequiredService<FiguresReader>()));
            services.AddHostedService<Collector>();
        }
    }

    internal static CollectorSource SourceOf(UsageFetcher usage, FiguresReader figures) => new()
    {
        PlanAsync = usage.PlanAsync,
        FetchAsync = (provider, curve, window, cancellationToken) => FetchAsync(usage, provider, curve, window, cancellationToken),
        AreFiguresDueAsync = figures.IsDueAsync,
        FetchFiguresAsync = (provider, query, cancellationToken) => FetchFiguresAsync(figures, provider, query, cancellationToken),
    };

    private static async Task<ProviderFailure?> FetchAsync(
        UsageFetcher usage, ICdnProvider provider, Curve curve, UsageWindow window, CancellationToken cancellationToken)
    {
        var landings = await usage.FetchAsync(provider, new CurveSort(curve.Grade, curve.Region), curve.Domain, window, isInteractive: false, cancellationToken);
        return landings.FirstOrDefault(landing => landing.Failure is not null)?.Failure
            ?? (landings.All(landing => landing.IsKept) ? null : NotKept);
    }

    private static async Task<ProviderFailure?> FetchFiguresAsync(
        FiguresReader figures, ICdnProvider provider, BillingQuery query, CancellationToken cancellationToken)
    {
        var reading = await figures.ReadAsync(provider, query, isInteractive: false, cancellationToken);
        return reading.Failure ?? (await figures.IsDueAsync(provider, query, cancellationToken) ? NotKept : null);
    }
}
