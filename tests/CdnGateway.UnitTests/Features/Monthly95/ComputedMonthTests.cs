using CdnGateway.Contracts;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Answering;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.UnitTests.Clock;
using CdnGateway.UnitTests.Reading;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.Monthly95;

public sealed class ComputedMonthTests
{
    private static readonly BillingPeriod November = BillingPeriod.MonthOf(Curves.Day("2017-11-01"));

    [Fact]
    public async Task Settled_month_is_ranked_and_counted()
    {
        // The n-th interval of the month carries n: of 8640 the 432 highest are dropped.
        var provider = Provider(time => (time - Curves.At("2017-11-01T00:00")) / UsageWindow.Interval);

        var answer = await ReadAsync(provider, "2017-12-15T00:00", "a.com");

        answer.Failures.ShouldBeEmpty();
        answer.Entries.Select(e => (e.Scope, e.Domain)).ShouldBe([("domain", "a.com"), ("all", null)]);
        var entry = answer.Entries[0];
        entry.Source.ShouldBe("computed");
        entry.Provisional.ShouldBe(false);
        entry.ProviderAccountId.ShouldBeNull();
        entry.OffPeak.ShouldBeNull();
        entry.Standard.ShouldBe(new BillingFigure(8207, Curves.At("2017-11-01T00:00") + 8207 * UsageWindow.Interval));
        entry.Samples.ShouldBe(new SampleCount(Expected: 8640, Received: 8640, Missing: 0, Discarded: 432));
        answer.Entries[1].Standard.ShouldBe(entry.Standard);
    }

    [Fact]
    public async Task Overlay_is_the_95_of_the_sum()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage)
        {
            Curve = (domain, time) => (time.Day <= 15) == (domain == "a.com") ? 100 : 10,
        };

        var answer = await ReadAsync(provider, "2017-12-15T00:00", "a.com", "b.com");

        answer.Entries.Select(e => e.Standard!.BandwidthBps).ShouldBe([100, 100, 110]);
    }

    [Fact]
    public async Task Running_month_is_provisional_and_counts_what_has_ended()
    {
        var answer = await ReadAsync(Provider(_ => 5), "2017-11-02T00:07", "a.com");

        answer.Entries[0].Provisional.ShouldBe(true);
        answer.Entries[0].Samples.ShouldBe(new SampleCount(Expected: 289, Received: 289, Missing: 0, Discarded: 14));
    }

    [Theory]
    [InlineData("2017-11-30T15:59:59Z", true)]
    [InlineData("2017-11-30T16:00:00Z", false)]
    public async Task Month_is_provisional_until_Beijings_midnight(string now, bool provisional) =>
        (await ReadAsync(Provider(_ => 5), now, "a.com")).Entries.ShouldAllBe(e => e.Provisional == provisional);

    [Fact]
    public async Task First_minutes_of_a_month_have_no_figure_and_no_failure()
    {
        var answer = await ReadAsync(Provider(_ => 5), "2017-11-01T00:03", "a.com");

        answer.Failures.ShouldBeEmpty();
        answer.Entries[0].Standard.ShouldBeNull();
        answer.Entries[0].Samples.ShouldBe(new SampleCount(0, 0, 0, 0));
    }

    [Fact]
    public async Task Holes_are_counted_and_named_in_the_overlay()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage)
        {
            Curve = (domain, time) => domain == "a.com" && time.Day == 3 ? null : 10,
        };

        var answer = await ReadAsync(provider, "2017-12-15T00:00", "a.com", "b.com");

        answer.Entries[0].Samples.ShouldBe(new SampleCount(8640, 8352, 288, 417));
        answer.Entries[2].Samples.ShouldBe(new SampleCount(8640, 8640, 0, 432, Incomplete: 288));
    }

    [Fact]
    public async Task Domain_that_fails_gets_no_figure_and_neither_does_the_overlay()
    {
        var provider = new FakeProvider("jd", "jdcloud", Capabilities.Usage)
        {
            Failing = (domain, _) => domain == "a.com" ? new ProviderFailure(FailureKind.Timeout, "Late.") : null,
        };

        var answer = await ReadAsync(provider, "2017-12-15T00:00", "a.com", "b.com");

        answer.Entries.ShouldHaveSingleItem().Domain.ShouldBe("b.com");
        var failure = answer.Failures.ShouldHaveSingleItem();
        failure.Domain.ShouldBe("a.com");
        failure.Detail.ShouldContain("overlay");
    }

    [Fact]
    public async Task Account_without_domains_cannot_answer()
    {
        var answer = await ReadAsync(Provider(_ => 5), "2017-12-15T00:00");

        answer.Entries.ShouldBeEmpty();
        answer.Failures.ShouldHaveSingleItem().Code.ShouldBe(ErrorCodes.NotSupported);
    }

    [Fact]
    public async Task Accounts_own_domains_are_asked_for_when_none_is_named()
    {
        var provider = FakeProvider.Jd("jd", "x.com", "y.com");

        var answer = await ReadAsync(provider, "2017-12-15T00:00");

        answer.Entries.Select(e => e.Domain).ShouldBe(["x.com", "y.com", null]);
    }

    private static FakeProvider Provider(Func<DateTimeOffset, double> curve) =>
        new("jd", "jdcloud", Capabilities.Usage) { Curve = (_, time) => (long)curve(time) };

    private static Task<MonthAnswer> ReadAsync(FakeProvider provider, string now, params string[] domains)
    {
        var scene = new ReadingScene(new FakeClock(Curves.At(now)));
        return AskAsync(scene, provider, domains);
    }

    private static async Task<MonthAnswer> AskAsync(ReadingScene scene, FakeProvider provider, params string[] domains)
    {
        var token = TestContext.Current.CancellationToken;
        var question = new UsageQuestion(scene.Reader);
        var plans = await question.PlanAsync([new Target(provider, domains)], static _ => new CurveSort(Grade.Operational), November.EndedBy(scene.Clock.GetUtcNow()), token);
        var readings = await question.ReadAsync(plans, token);
        return await new ComputedMonth(scene.Clock).ComputeAsync(readings.ShouldHaveSingleItem(), November, everything: null, token);
    }
}
