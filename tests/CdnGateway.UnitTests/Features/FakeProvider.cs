using System.Collections.Concurrent;
using CdnGateway.Providers;
using CdnGateway.UnitTests.Providers;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features;

/// <summary>An account behind the seam that keeps a curve a domain, serves what it is asked of it, and fails where it is told to.</summary>
internal sealed class FakeProvider(string name, string provider, Capabilities capabilities, params string[] domains) : ICdnProvider
{
    public CdnAccount Account { get; } = Accounts.Named(name, provider, domains);

    public Capabilities Capabilities => capabilities;

    public int MostIntervalsPerCall { get; init; } = 8640;

    /// <summary>The bandwidth of a domain at a time; null for a hole.</summary>
    public Func<string, DateTimeOffset, long?> Curve { get; init; } = (_, _) => 800;

    public Func<string, UsageWindow, ProviderFailure?> Failing { get; init; } = (_, _) => null;

    public ProviderResult<ReportedFigures>? Reported { get; init; }

    public ConcurrentQueue<(string Domain, UsageWindow Window)> Asked { get; } = [];

    public ConcurrentQueue<BillingQuery> AskedFigures { get; } = [];

    public static FakeProvider Jd(string name, params string[] domains) => new(name, "jdcloud", Capabilities.Usage, domains);

    public static FakeProvider Tencent(string name, params string[] domains) =>
        new(name, "tencent", Capabilities.ReportedFigures | Capabilities.ReportsAccount | Capabilities.Regions, domains);

    public Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken)
    {
        var domain = curve.Domain;
        Asked.Enqueue((domain, window));
        return Task.FromResult<ProviderResult<UsageSeries>>(Failing(domain, window) is { } failure ? failure : Serve(domain, window));
    }

    public Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken)
    {
        AskedFigures.Enqueue(query);
        return Task.FromResult(Reported ?? new ProviderFailure(FailureKind.NotSupported, "No figures."));
    }

    private UsageSeries Serve(string domain, UsageWindow window)
    {
        var series = new UsageSeries(window);
        for (var i = 0; i < window.Count; i++)
        {
            if (Curve(domain, window.TimeAt(i)) is { } bandwidth)
            {
                series.Set(i, bandwidth, bandwidth / 8 * 300);
            }
        }

        return series;
    }
}
