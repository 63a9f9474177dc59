using System.Globalization;
using CdnGateway.Hosting;
using CdnGateway.Hosting.Configuration;
using CdnGateway.Providers;
using CdnGateway.Sandbox.Traffic;
using CdnGateway.Usage;
using Microsoft.Extensions.Configuration;

namespace CdnGateway.Benchmarks.Stand;

/// <summary>Fills the store of a gateway that is configured by the environment, as if every domain's month had been fetched.</summary>
internal static class StoreFilling
{
    private const int DomainsAtOnce = 128;

    /// <param name="month">Such as <c>2018-05</c>.</param>
    /// <param name="time">When it is said to have been asked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(string month, TimeProvider time, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var settings = GatewaySettings.Read(configuration, isDevelopment: false, ProviderKinds.All);
        var window = BillingPeriod.MonthOf(DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture)).EndedBy(time.GetUtcNow());
        await using var store = settings.Store.Create();
        await store.OpenAsync([.. settings.Accounts.Select(a => StoreHosting.KeptAccountOf(a.Account))], cancellationToken);
        foreach (var account in settings.Accounts.Select(a => a.Account))
        {
            foreach (var domains in account.Domains.Chunk(DomainsAtOnce))
            {
                await Task.WhenAll(domains.Select(domain =>
                    store.KeepAsync(account.Name, domain, CurveOf(domain, window), time.GetUtcNow(), cancellationToken)));
            }
        }
    }

    private static UsageSeries CurveOf(string domain, UsageWindow window)
    {
        var series = new UsageSeries(window);
        var start = window.Start.DateTime;
        for (var i = 0; i < window.Count; i++)
        {
            var bps = DayNightCurve.BitsPerSecond(domain, start + (i * UsageWindow.Interval));
            series.Set(i, bps, bps / 8 * 300);
        }

        return series;
    }
}
