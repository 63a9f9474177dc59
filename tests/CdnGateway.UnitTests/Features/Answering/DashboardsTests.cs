using CdnGateway.Features.Answering;
using CdnGateway.Features.BandwidthFlow;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Security;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Reading;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.Answering;

/// <summary>300 dashboards that poll the last hour of 20 domains every 10 seconds, for a day of the clock: what the provider sees of it.</summary>
public sealed class DashboardsTests
{
    private const int Dashboards = 300;
    private const int Intervals = 288;

    private static readonly string[] Domains = [.. Enumerable.Range(0, 20).Select(i => $"d{i}.example.com")];
    private static readonly TimeSpan BetweenPolls = TimeSpan.FromSeconds(10) / Dashboards;
    private static readonly DateTimeOffset Midnight = Curves.At("2018-06-02T00:00");

    private readonly FakeClock _clock = new(Midnight);
    private readonly ReadingScene _scene;
    private readonly KeptAnswers _answers;
    private readonly BandwidthFlowService _service;
    private readonly AnswerKey _key;

    public DashboardsTests()
    {
        _scene = new ReadingScene(_clock);
        _answers = new KeptAnswers(_scene.Stamps, _clock);
        _service = new BandwidthFlowService(new UsageQuestion(_scene.Reader));
        _key = new AnswerKey("/api/v1/bandwidth-flow", "?" + string.Join('&', Domains.Select(d => $"domain={d}")), "", Client.Anonymous);
    }

    /// <remarks>
    /// It is the least there can be: every interval of every domain is shown within ten seconds of its end, and the provider's API takes one
    /// domain a call, so each of the 288 intervals costs each of the 20 domains a call. Nothing is asked for beside it.
    /// </remarks>
    [Fact]
    public async Task Provider_on_time_gets_one_call_a_domain_and_interval()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage, Domains);

        var (polls, missed) = await PollADayAsync(provider);

        polls.ShouldBeGreaterThanOrEqualTo(Dashboards * 8640);
        missed.ShouldBe(0, "the newest interval that has ended is in every answer");
        provider.Asked.Count.ShouldBe(Domains.Length * Intervals);
    }

    /// <remarks>A point that is two minutes late is asked for when its interval ends, a minute later, and two minutes later, when it is there.</remarks>
    [Fact]
    public async Task Provider_that_is_two_minutes_late_is_asked_three_times_an_interval()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage, Domains)
        {
            Curve = (_, start) => _clock.GetUtcNow() - start - UsageWindow.Interval >= TimeSpan.FromMinutes(2) ? 800 : null,
        };

        await PollADayAsync(provider);

        provider.Asked.Count.ShouldBe(3 * Domains.Length * Intervals);
    }

    private async Task<(int Polls, int Missed)> PollADayAsync(FakeProvider provider)
    {
        var (polls, missed) = (0, 0);
        for (; _clock.GetUtcNow() < Midnight.AddDays(1); polls++)
        {
            if (_answers.Find(_key) is null)
            {
                missed += await AnswerAsync(provider) ? 0 : 1;
            }

            _clock.Advance(BetweenPolls);
        }

        return (polls, missed);
    }

    /// <summary>What the endpoint does with a question that it cannot answer from memory.</summary>
    private async Task<bool> AnswerAsync(FakeProvider provider)
    {
        var token = TestContext.Current.CancellationToken;
        var now = _clock.GetUtcNow();
        var query = BandwidthFlowQuery.Read(Queries.Reader(_key.Query, BandwidthFlowParameters.All), now);
        var selection = new TargetSelection([new Target(provider, Domains)], []);
        var plans = await _service.PlanAsync(selection, query, now, token);
        var reading = await _service.ReadAsync(selection, plans, query, now, token);
        var validity = BandwidthFlowValidity.Of(reading, query, plans, now);
        if (validity is { IsWhole: true, IsKept: true })
        {
            _answers.Keep(_key, new ReadyAnswer(new byte[1], AnswerBody.JsonType, [], validity.Fingerprint.ToEntityTag(), validity.FreshUntil), validity);
        }

        return reading.Curves.All(c => c.Usage.NewestPoint == query.Window.End - UsageWindow.Interval);
    }
}
