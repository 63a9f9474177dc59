using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.Store;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Store;
using CdnGateway.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdnGateway.UnitTests.Reading;

/// <summary>The readers over a store in memory, on a clock that a test moves.</summary>
internal sealed class ReadingScene
{
    public ReadingScene(FakeClock clock)
    {
        Clock = clock;
        Kept = new KeptPoints(Store, clock, NullLogger<KeptPoints>.Instance);
        var doubts = new Doubts(clock);
        Fetcher = new UsageFetcher(Kept, new SoleReplica(), doubts, Stamps, clock);
        Reader = new UsageReader(Kept, Fetcher, doubts, Stamps, clock);
        Figures = new FiguresReader(Kept, new SoleReplica(), clock);
    }

    public FakeClock Clock { get; }

    public MemoryStore Store { get; } = new();

    public ChangeStamps Stamps { get; } = new();

    public KeptPoints Kept { get; }

    public UsageFetcher Fetcher { get; }

    public UsageReader Reader { get; }

    public FiguresReader Figures { get; }

    public async Task<UsageReading> ReadAsync(ICdnProvider provider, UsageWindow window, params string[] domains)
    {
        var token = TestContext.Current.CancellationToken;
        return await Reader.ReadAsync(await Reader.PlanAsync(provider, new CurveSort(Grade.Operational), domains.Length == 0 ? ["play.live.com"] : domains, window, token), token);
    }

    public async Task<(DomainUsage Usage, UsageSeries Series)> ReadOneAsync(ICdnProvider provider, UsageWindow window)
    {
        var reading = await ReadAsync(provider, window);
        var usage = reading.Domains.ShouldHaveSingleItem();
        return (usage, await reading.LoadAsync(usage, new CurveBuffer(), TestContext.Current.CancellationToken));
    }
}
