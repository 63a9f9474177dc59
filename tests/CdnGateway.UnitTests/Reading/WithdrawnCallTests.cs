using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Providers;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

/// <summary>A call that was withdrawn brings nothing, and it takes a moment to end: who comes in that moment must not count on it.</summary>
public sealed class WithdrawnCallTests
{
    private readonly ReadingScene _scene = new(new FakeClock(Curves.At("2018-08-03T00:00:01")));
    private readonly LingeringProvider _provider = new();

    [Fact]
    public async Task Points_that_a_withdrawn_call_should_have_brought_are_asked_for_anew()
    {
        await AskAndLeaveAsync(Curves.Window(3));

        var (usage, _) = await _scene.ReadOneAsync(_provider, Curves.Window(3));

        usage.Received.ShouldBe(3);
        _provider.Calls.ShouldBe(2);
    }

    private async Task AskAndLeaveAsync(UsageWindow window)
    {
        using var leaving = new CancellationTokenSource();
        var plan = await _scene.Reader.PlanAsync(_provider, new CurveSort(Grade.Operational), ["play.live.com"], window, leaving.Token);
        var asking = _scene.Reader.ReadAsync(plan, leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    /// <summary>Its first call never ends; the others bring all points.</summary>
    private sealed class LingeringProvider : ICdnProvider
    {
        private readonly TaskCompletionSource<ProviderResult<UsageSeries>> _first = new();

        public int Calls { get; private set; }

        public CdnAccount Account { get; } = Accounts.Named("jd", "jdcloud", "play.live.com");

        public Capabilities Capabilities => Capabilities.Usage;

        public int MostIntervalsPerCall => 288;

        public Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken)
        {
            Calls++;
            var series = new UsageSeries(window);
            for (var i = 0; i < window.Count; i++)
            {
                series.Set(i, 800, 30_000);
            }

            return Calls == 1 ? _first.Task : Task.FromResult<ProviderResult<UsageSeries>>(series);
        }

        public Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
