using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Providers;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

/// <summary>
/// A provider whose points come late and change until they are settled, whose calls take time and fail now and then; and readers that ask
/// for overlapping ranges of it. It counts what nobody should do twice and knows what every answer has to be.
/// </summary>
internal sealed class ReadingPlay : ICdnProvider
{
    public const int SettleMinutes = 180;

    private static readonly DateTimeOffset Beginning = Curves.At("2018-06-02T00:00:00");
    private static readonly ProviderFailure Down = new(FailureKind.Unavailable, "Unreachable.");

    private readonly Random _random;
    private readonly List<Action> _underWay = [];
    private readonly Dictionary<(string Domain, DateTimeOffset Start), int> _fetchedSettled = [];

    public ReadingPlay(Random random, double failing)
    {
        _random = random;
        Failing = failing;
        Scene = new ReadingScene(new FakeClock(Beginning + TimeSpan.FromDays(1)));
        MostIntervalsPerCall = random.Next(3, 60);
        Account = Accounts.Named("jd", "jdcloud", "a.com", "b.com") with { SettleAfter = TimeSpan.FromMinutes(SettleMinutes) };
    }

    public ReadingScene Scene { get; }

    public double Failing { get; set; }

    public CdnAccount Account { get; }

    public Capabilities Capabilities => Capabilities.Usage;

    public int MostIntervalsPerCall { get; }

    public int Calls { get; private set; }

    /// <summary>How often the most often fetched interval was fetched while it was settled.</summary>
    public int MostFetchesOfSettled => _fetchedSettled.Values.DefaultIfEmpty().Max();

    /// <summary>Calls under way land as they come only when this is set; otherwise at once.</summary>
    public bool TakesTime { get; init; }

    public DateTimeOffset Now => Scene.Clock.GetUtcNow();

    /// <summary>What the provider says of an interval at a time: nothing for some minutes, then values that creep up until they are settled.</summary>
    public static long? Truth(string domain, DateTimeOffset start, DateTimeOffset at)
    {
        var age = (at - start - UsageWindow.Interval).TotalMinutes;
        var number = Math.Abs(HashCode.Combine(domain.Length, start.UtcTicks / UsageWindow.Interval.Ticks * 7919) % 1000);
        return age < number % 9 || number % 23 == 0 ? null
            : (number * 1000) + (long)Math.Min(age, SettleMinutes);
    }

    public Task<ProviderResult<UsageSeries>> ReadUsageAsync(Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken)
    {
        Calls++;
        window.Count.ShouldBeLessThanOrEqualTo(MostIntervalsPerCall);
        if (!TakesTime)
        {
            return Task.FromResult(Answer(curve.Domain, window));
        }

        var landing = new TaskCompletionSource<ProviderResult<UsageSeries>>();
        lock (_underWay)
        {
            _underWay.Add(() => landing.SetResult(Answer(curve.Domain, window)));
        }

        return landing.Task;
    }

    public Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(BillingQuery query, CallInterest interest, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public UsageWindow RandomWindow()
    {
        var ended = UsageWindow.Floor(Now);
        var count = _random.Next(1, 80);
        var end = ended - (_random.Next(0, 3) == 0 ? 0 : _random.Next(0, 80)) * UsageWindow.Interval;
        return UsageWindow.Of(end - count * UsageWindow.Interval, end);
    }

    /// <summary>One of the calls that are under way lands, if there is any.</summary>
    public void LandOne()
    {
        Action? land = null;
        lock (_underWay)
        {
            if (_underWay.Count > 0)
            {
                var index = _random.Next(_underWay.Count);
                land = _underWay[index];
                _underWay.RemoveAt(index);
            }
        }

        land?.Invoke();
    }

    /// <summary>The answer is what a gateway without a store would give, but for values that may still change and were asked for a while ago.</summary>
    public void Check(string domain, DomainUsage usage, UsageSeries series)
    {
        var rule = RefreshRule.Of(Account);
        var asked = usage.Held!.AskedAt;
        for (var i = 0; i < series.Window.Count; i++)
        {
            var start = series.Window.TimeAt(i);
            var end = (start + UsageWindow.Interval).ToUnixTimeSeconds();
            var known = DateTimeOffset.FromUnixTimeSeconds(asked[i]);
            long? given = series.Has(i) ? series.BandwidthAt(i) : null;
            if (asked[i] == 0)
            {
                usage.Failure.ShouldNotBeNull("what was never asked for is not there because a call failed");
                given.ShouldBeNull();
                continue;
            }

            given.ShouldBe(Truth(domain, start, known), "it is what the provider said when it was asked last");
            if (usage.Failure is null)
            {
                rule.DueAt(end, asked[i], series.Has(i)).ShouldBeGreaterThan(Now.ToUnixTimeSeconds(), "what was due has been asked for");
                if (rule.IsSettled(end, asked[i]))
                {
                    given.ShouldBe(Truth(domain, start, Now), "what is settled is the provider's last word");
                }
            }
        }
    }

    private ProviderResult<UsageSeries> Answer(string domain, UsageWindow window)
    {
        if (_random.NextDouble() < Failing)
        {
            return Down;
        }

        var series = new UsageSeries(window);
        for (var i = 0; i < window.Count; i++)
        {
            var start = window.TimeAt(i);
            if (Truth(domain, start, Now) is { } bandwidth)
            {
                series.Set(i, bandwidth, bandwidth * 2);
            }

            if (Now >= start + UsageWindow.Interval + Account.SettleAfter)
            {
                _fetchedSettled[(domain, start)] = _fetchedSettled.GetValueOrDefault((domain, start)) + 1;
            }
        }

        return series;
    }
}
