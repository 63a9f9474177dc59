using CdnGateway.Contracts;
using CdnGateway.Features.Monthly95;
using CdnGateway.Features.Targets;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.Monthly95;

public sealed class Monthly95ValidityTests
{
    private static readonly Freshness Kept = new(Curves.At("2018-06-20T12:00"), "store");

    [Fact]
    public void Settled_month_is_good_for_ever() =>
        Of("2018-05-01", "2018-05-31", provisional: false).FreshUntil.ShouldBe(RefreshRule.Never);

    [Fact]
    public void Running_month_gets_its_next_point_at_the_next_border() =>
        Of("2018-06-01", "2018-06-30", provisional: true).FreshUntil.ShouldBe(Curves.At("2018-06-20T12:05").ToUnixTimeSeconds());

    [Fact]
    public void Past_days_of_the_running_month_are_provisional_until_it_is_over() =>
        Of("2018-06-01", "2018-06-10", provisional: true).FreshUntil.ShouldBe(Curves.At("2018-07-01T00:00").ToUnixTimeSeconds());

    [Fact]
    public void Tag_is_that_of_the_figures_whenever_they_were_fetched()
    {
        var one = Of("2018-05-01", "2018-05-31", provisional: false);
        var later = Of("2018-05-01", "2018-05-31", provisional: false, Kept with { FetchedAt = Curves.At("2018-06-21T12:00"), Source = "provider" });
        var other = Of("2018-05-01", "2018-05-31", provisional: false, bandwidth: 101);

        later.Fingerprint.ShouldBe(one.Fingerprint);
        other.Fingerprint.ShouldNotBe(one.Fingerprint);
        (one.IsKept, later.IsKept).ShouldBe((true, false));
    }

    private static CdnGateway.Features.Answering.Validity Of(
        string first, string last, bool provisional, Freshness? freshness = null, long bandwidth = 100)
    {
        var period = new BillingPeriod(Curves.Day(first), Curves.Day(last));
        var entry = new Monthly95Entry(
            "jd", "jdcloud", null, "all", null, "computed", provisional, new BillingFigure(bandwidth, null), null, null, freshness ?? Kept);
        var response = new Monthly95Response(null, period.First, period.Last, null, Complete: true, [entry], []);
        return Monthly95Validity.Of(
            new Monthly95Reading(response, RefreshRule.Never),
            new Monthly95Query(new TargetFilter([], [], []), period, Region: null, FigureSources.None, Format: null),
            [],
            Curves.At("2018-06-20T12:01"));
    }
}
