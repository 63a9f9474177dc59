using CdnGateway.Collecting;
using CdnGateway.Providers;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Features;
using CdnGateway.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdnGateway.UnitTests.Collecting;

public sealed class CollectorTests
{
    [Theory]
    [InlineData("broken")]
    [InlineData("hanging")]
    [InlineData("refused")]
    public async Task One_account_never_stops_the_others(string bad)
    {
        var clock = new FakeClock(CollectedAccount.Beijing("2026-11-22 12:02"));
        using var good = new CollectedAccount("b.example.com") { Clock = clock };
        var source = good.Source with
        {
            PlanAsync = (provider, domain, window, cancellationToken) => provider.Account.Name == bad
                ? PlanBadlyAsync(bad, window, clock, cancellationToken)
                : good.Source.PlanAsync(provider, domain, window, cancellationToken),
            FetchAsync = (provider, domain, window, cancellationToken) => provider.Account.Name == bad
                ? Task.FromResult<ProviderFailure?>(new ProviderFailure(FailureKind.Rejected, "No.") { Retry = Retry.Never })
                : good.Source.FetchAsync(provider, domain, window, cancellationToken),
        };
        using var collector = new Collector(
            new ProviderRegistry([FakeProvider.Jd(bad, "a.example.com"), FakeProvider.Jd("good", "b.example.com")]),
            new CollectorOptions { BackfillDays = 2 },
            source,
            clock,
            NullLogger<Collector>.Instance);

        using var stop = new CancellationTokenSource();
        var collecting = collector.CollectAsync(stop.Token);
        clock.Advance(TimeSpan.FromHours(1));
        good.Asked.Count.ShouldBe(1 + 12);
        collecting.IsCompleted.ShouldBeFalse();

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(collecting.WaitAsync(TestContext.Current.CancellationToken));
    }

    private static async ValueTask<IReadOnlyList<UsageWindow>> PlanBadlyAsync(string how, UsageWindow window, FakeClock clock, CancellationToken cancellationToken)
    {
        if (how == "hanging")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        }

        return how == "broken" ? throw new InvalidOperationException("The store is gone.") : [window];
    }
}
