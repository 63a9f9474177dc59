using CdnGateway.Contracts;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Faults;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.IntegrationTests.Billing;

/// <summary>The first days after a month, when points and bills still change: a cause is named of what is of one time only.</summary>
public sealed class ReconciliationAgesTests
{
    private const string Question = $"/api/v1/monthly-95/reconciliation?month={Deviation.Month}";

    private readonly StandingClock _clock = new("2018-06-01 06:00:00");

    [Theory]
    [InlineData("jd", 3)] // each domain, and both together
    [InlineData("qcloud", 1)]
    public async Task Figure_that_differs_and_is_older_than_the_points_is_asked_for_again(string account, int calls)
    {
        await using var gateway = await StartAsync();
        (await gateway.GetAsync($"/api/v1/monthly-95?month={Deviation.Month}&account={account}&source=reported")).Monthly95().Complete.ShouldBeTrue();
        FiguresAsked(gateway).ShouldBe(calls);
        _clock.Set("2018-06-01 06:01:00");

        ShouldBeExplained(await EntryAsync(gateway, account));
        FiguresAsked(gateway).ShouldBe(2 * calls);

        ShouldBeExplained(await EntryAsync(gateway, account));
        FiguresAsked(gateway).ShouldBe(2 * calls);
        for (var minutes = 5; minutes < 12 * 60; minutes += 35)
        {
            _clock.Set($"2018-06-01 {6 + (minutes / 60):00}:{minutes % 60:00}:00");
            ShouldBeExplained(await EntryAsync(gateway, account));
        }
    }

    [Fact]
    public async Task Points_of_different_times_are_not_compared_until_they_are_settled()
    {
        await using var gateway = await StartAsync();
        await gateway.GetAsync($"{Question}&domain=play.live.com");
        _clock.Set("2018-06-01 06:01:00");

        var entries = (await gateway.GetAsync($"{Question}&account=jd")).Reconciliation().Entries;

        entries.Take(2).ShouldAllBe(e => e.Verdict == "explained");
        ShouldNotBeCompared(entries[2]);
        entries[2].Reason.ShouldBe(
            "The reported figure is of 2018-06-01 06:01:00, the points are of 2018-06-01 06:00:00 to 2018-06-01 06:01:00, and until 2018-06-02 00:00:00 either may change; ask again then.");
        _clock.Set("2018-06-02 17:36:00");
        (await gateway.GetAsync($"{Question}&account=jd")).Reconciliation().Entries.ShouldAllBe(e => e.Verdict != "not-comparable");
    }

    [Theory]
    [InlineData("jd")]
    [InlineData("qcloud")]
    public async Task Figure_that_cannot_be_had_anew_is_not_compared_until_it_can(string account)
    {
        await using var gateway = await StartAsync();
        ShouldBeExplained(await EntryAsync(gateway, account)); // read together
        _clock.Set("2018-06-01 12:30:00");
        gateway.Sandbox.JdCloudFaults.Always(Fault.Status(503), call => call.Path.EndsWith("/fee", StringComparison.Ordinal));
        gateway.Sandbox.TencentFaults.Always(Fault.Status(503));

        var answer = (await gateway.GetAsync($"{Question}&account={account}")).Reconciliation();

        var entry = answer.Entries[0];
        ShouldNotBeCompared(entry);
        entry.Reason!.ShouldStartWith("The reported figure is of 2018-06-01 06:00:00 and cannot be had anew, so that it may be older than the points: ");
        answer.Complete.ShouldBeFalse();
        answer.Failures.Distinct().Count().ShouldBe(answer.Failures.Count);
        gateway.Sandbox.JdCloudFaults.Clear();
        gateway.Sandbox.TencentFaults.Clear();
        ShouldBeExplained(await EntryAsync(gateway, account));
    }

    [Theory]
    [InlineData("jd")]
    [InlineData("qcloud")]
    public async Task Points_that_cannot_be_had_anew_are_not_compared(string account)
    {
        await using var gateway = await StartAsync();
        ShouldBeExplained(await EntryAsync(gateway, account));
        _clock.Set("2018-06-01 12:30:00");
        gateway.Sandbox.JdCloudFaults.Always(Fault.Status(503), call => call.Path.EndsWith("/bandwidth_flow", StringComparison.Ordinal));
        gateway.Sandbox.TencentV3Faults.Always(Fault.Status(503));

        var entry = await EntryAsync(gateway, account);

        ShouldNotBeCompared(entry);
        entry.Reason!.ShouldStartWith("The points are of 2018-06-01 06:00:00 and cannot be had anew, so that they may be older than the reported figure: ");
    }

    private async Task<GatewayUnderTest> StartAsync()
    {
        var gateway = await Deviation.StartAsync(_clock, DayNightCurve.BitsPerSecond, [("Upstream:MaxRetries", "0")]);
        gateway.Sandbox.JdCloudBilling.Deviate(new() { PercentileRoundedUp = true });
        gateway.Sandbox.TencentBilling.Deviate(new() { PercentileRoundedUp = true });
        return gateway;
    }

    private static async Task<ReconciliationEntry> EntryAsync(GatewayUnderTest gateway, string account) =>
        (await gateway.GetAsync($"{Question}&account={account}")).Reconciliation().Entries[0];

    private static int FiguresAsked(GatewayUnderTest gateway) =>
        gateway.Sandbox.JdCloudCalls.All.Count(call => call.Path.EndsWith("/fee", StringComparison.Ordinal)) + gateway.Sandbox.TencentCalls.Count;

    private static void ShouldBeExplained(ReconciliationEntry entry)
    {
        (entry.Verdict, entry.Reason).ShouldBe(("explained", null));
        entry.Causes.ShouldHaveSingleItem().Cause.ShouldBe("percentile-rounding");
    }

    private static void ShouldNotBeCompared(ReconciliationEntry entry)
    {
        entry.Verdict.ShouldBe("not-comparable");
        entry.Causes.ShouldBeEmpty();
        entry.DifferenceBps.ShouldBe(entry.ReportedBps - entry.ComputedBps);
    }
}
