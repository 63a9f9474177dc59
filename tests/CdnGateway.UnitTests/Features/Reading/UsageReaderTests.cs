using CdnGateway.Features.Reading;
using CdnGateway.Providers;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Features.Reading;

public sealed class UsageReaderTests
{
    private static readonly FakeClock Clock = new(Curves.At("2018-08-01T00:00"));

    [Fact]
    public async Task Long_window_is_read_in_the_fewest_calls_and_put_together()
    {
        var july = Curves.Window("2018-07-01T00:00", "2018-08-01T00:00");
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage) { Curve = (_, time) => time.UtcTicks % 1_000_003 };

        var usage = (await ReadAsync(provider, july)).ShouldHaveSingleItem();

        provider.Asked.Select(a => a.Window.Count).Order().ShouldBe([288, 8640]);
        usage.Series!.Missing.ShouldBe(0);
        usage.Series.BandwidthAt(8927).ShouldBe(july.TimeAt(8927).UtcTicks % 1_000_003);
        usage.FetchedAt.ShouldBe(Clock.GetUtcNow());
    }

    [Fact]
    public async Task Part_that_fails_leaves_its_points_missing_and_is_told()
    {
        var july = Curves.Window("2018-07-01T00:00", "2018-08-01T00:00");
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage)
        {
            Failing = (_, window) => window.Start == july.Start ? null : new ProviderFailure(FailureKind.Timeout, "Late."),
        };

        var usage = (await ReadAsync(provider, july)).ShouldHaveSingleItem();

        usage.Failure!.Kind.ShouldBe(FailureKind.Timeout);
        usage.Series!.Received.ShouldBe(8640);
    }

    [Fact]
    public async Task Domain_whose_every_call_fails_has_no_series()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage)
        {
            Failing = (domain, _) => domain == "a.com" ? new ProviderFailure(FailureKind.Rejected, "No.") : null,
        };

        var usages = await ReadAsync(provider, Curves.Window(3), "a.com", "b.com");

        usages[0].Series.ShouldBeNull();
        usages[1].Series!.Received.ShouldBe(3);
    }

    [Fact]
    public async Task Empty_window_asks_nobody()
    {
        var provider = FakeProvider.Jd("jd");

        var usage = (await ReadAsync(provider, Curves.Window(0))).ShouldHaveSingleItem();

        provider.Asked.ShouldBeEmpty();
        usage.Failure.ShouldBeNull();
        usage.Series!.Window.Count.ShouldBe(0);
    }

    private static Task<DomainUsage[]> ReadAsync(FakeProvider provider, CdnGateway.Usage.UsageWindow window, params string[] domains) =>
        new UsageReader(Clock).ReadAsync(provider, domains.Length == 0 ? ["play.live.com"] : domains, window, TestContext.Current.CancellationToken);
}
