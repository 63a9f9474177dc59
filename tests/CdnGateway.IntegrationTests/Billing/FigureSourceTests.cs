using System.Net;
using CdnGateway.Contracts;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox.Traffic;

namespace CdnGateway.IntegrationTests.Billing;

/// <summary>Whose figure a month's entry is, for accounts that have two. It is the 2nd of June 2018, 17:36.</summary>
public sealed class FigureSourceTests
{
    [Fact]
    public async Task Each_account_gives_one_figure_an_entry_unless_it_is_asked_for_another()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        Sources((await gateway.Monthly95Async("month=2018-05")).Monthly95()).ShouldBe(["jd computed", "qcloud reported"]);
        gateway.Sandbox.JdCloudCalls.All.ShouldAllBe(call => call.Path != "/api/fee"); // nobody pays for what nobody asked for
        Sources((await gateway.Monthly95Async("month=2018-05&source=computed")).Monthly95()).ShouldBe(["jd computed", "qcloud computed"]);
        Sources((await gateway.Monthly95Async("month=2018-05&source=reported")).Monthly95()).ShouldBe(["jd reported", "qcloud reported"]);
        Sources((await gateway.Monthly95Async("month=2018-05&source=reported&source=computed")).Monthly95())
            .ShouldBe(["jd computed", "jd reported", "qcloud computed", "qcloud reported"]);
    }

    [Fact]
    public async Task JD_reports_each_domain_and_all_together_and_is_asked_once()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        var reported = (await gateway.Monthly95Async("account=jd&month=2018-05&source=reported")).Monthly95();
        var again = (await gateway.Monthly95Async("account=jd&month=2018-05&source=reported&source=computed")).Monthly95();

        reported.Complete.ShouldBeTrue();
        reported.Entries.Select(e => (e.Scope, e.Domain)).ShouldBe([("domain", "play.live.com"), ("domain", "vod.live.com"), ("all", null)]);
        reported.Entries.ShouldAllBe(e => e.Source == "reported" && e.Rule!.Name == "month-95" && e.Samples == null && e.Provisional == null);
        gateway.Sandbox.JdCloudCalls.All.Count(call => call.Path == "/api/fee").ShouldBe(3);
        again.Entries.Where(e => e.Source == "reported").Select(e => e.Standard).ShouldBe(again.Entries.Where(e => e.Source == "computed").Select(e => e.Standard));
    }

    [Fact]
    public async Task JD_s_lone_domain_is_all_there_is()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        var entries = (await gateway.Monthly95Async("account=jd&month=2018-04&source=reported&domain=vod.live.com")).Monthly95().Entries;

        entries.Select(e => e.Scope).ShouldBe(["domain", "all"]);
        entries[1].Standard.ShouldBe(entries[0].Standard);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Running_month_of_JD_is_refused_where_the_reported_figure_is_asked_for()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        (await gateway.Monthly95Async("account=jd&month=2018-06&source=reported")).Problem(HttpStatusCode.BadRequest, "month-not-settled");
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Running_month_of_an_account_that_has_both_is_computed()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);

        var answer = (await gateway.Monthly95Async("account=qcloud&month=2018-06")).Monthly95();

        answer.Failures.ShouldBeEmpty();
        answer.Entries.Count.ShouldBe(3);
        answer.Entries.ShouldAllBe(e => e.Source == "computed" && e.Provisional == true && e.Standard != null);
        (await gateway.Monthly95Async("account=qcloud&month=2018-06&source=reported")).Problem(HttpStatusCode.BadRequest, "month-not-settled");
    }

    [Fact]
    public async Task Source_that_an_account_does_not_have_is_not_supported()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:qcloud:Api", "V3"));

        (await gateway.Monthly95Async("account=qcloud&month=2018-05&source=reported")).Problem(HttpStatusCode.BadRequest, "not-supported").Detail.ShouldContain("jd can");
        (await gateway.Monthly95Async("account=jd&month=2018-05&source=bill")).Problem(HttpStatusCode.BadRequest, "invalid-request").Errors!.Keys.ShouldBe(["source"]);
    }

    [Fact]
    public async Task Region_is_that_of_the_billed_points()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:qcloud:Api", "V3"));

        var mainland = (await gateway.Monthly95Async("month=2018-05&region=mainland")).Monthly95();
        var overseas = (await gateway.Monthly95Async("month=2018-05&region=overseas")).Monthly95();

        mainland.Entries.ShouldAllBe(e => e.Account == "qcloud" && e.Source == "computed");
        (mainland.Region, overseas.Region).ShouldBe(("mainland", "overseas"));
        gateway.Sandbox.TencentV3Calls.All.Select(call => call.Parameters["Area"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(["mainland", "overseas"]);
    }

    [Fact]
    public async Task Holes_are_counted_and_bounded()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond);
        gateway.Sandbox.JdCloudBilling.Deviate(new() { PointIsMissing = static (_, start) => start is { Month: 5, Day: 3, Hour: 20 } });

        var answer = (await gateway.Monthly95Async("account=jd&month=2018-05&domain=play.live.com")).Monthly95();

        var entry = answer.Entries[0];
        answer.Complete.ShouldBeFalse();
        entry.Samples!.Missing.ShouldBe(12);
        entry.Bounds!.LowestBps.ShouldBeLessThanOrEqualTo(entry.Standard!.BandwidthBps);
        entry.Bounds.HighestBps!.Value.ShouldBeGreaterThanOrEqualTo(entry.Standard.BandwidthBps);
    }

    [Fact]
    public async Task Holes_bound_the_discounted_figure_as_well()
    {
        await using var gateway = await Deviation.StartAsync(DayNightCurve.BitsPerSecond, ("Accounts:jd:Contract:OffPeakDiscount", "0.5"));
        gateway.Sandbox.JdCloudBilling.Deviate(new() { PointIsMissing = static (_, start) => start is { Month: 5, Day: 3, Hour: 20 } });

        var entry = (await gateway.Monthly95Async("account=jd&month=2018-05&domain=play.live.com")).Monthly95().Entries[0];

        entry.OffPeakBounds!.LowestBps.ShouldBeLessThanOrEqualTo(entry.OffPeak!.BandwidthBps);
        entry.OffPeakBounds.HighestBps!.Value.ShouldBeGreaterThanOrEqualTo(entry.OffPeak.BandwidthBps);
        entry.OffPeakBounds.HighestBps.Value.ShouldBeLessThanOrEqualTo(entry.Bounds!.HighestBps!.Value);
    }

    private static IEnumerable<string> Sources(Monthly95Response answer)
    {
        answer.Complete.ShouldBeTrue();
        return answer.Entries.Where(e => e.Account is not null).Select(e => $"{e.Account} {e.Source}").Distinct(StringComparer.Ordinal);
    }
}
