using CdnGateway.Contracts;
using CdnGateway.Features.Reconciliation;
using CdnGateway.Providers;
using CdnGateway.Reading;
using CdnGateway.UnitTests.Providers;
using CdnGateway.UnitTests.Usage;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Features.Reconciliation;

public sealed class FigureAgesTests
{
    private static readonly BillingPeriod July = new(Curves.Day("2018-07-01"), Curves.Day("2018-07-31"));
    private static readonly CdnAccount Account = Accounts.Named("jd") with { SettleAfter = TimeSpan.FromDays(1) };
    private static readonly DateTimeOffset Young = Curves.At("2018-08-01T06:00");
    private static readonly DateTimeOffset Settled = Curves.At("2018-08-02T00:00");

    [Theory]
    [InlineData(0, true)]
    [InlineData(20, true)]
    [InlineData(-20, true)]
    [InlineData(21, false)]
    [InlineData(-21, false)]
    public void Young_figure_and_points_are_compared_when_they_were_read_together(int seconds, bool isCompared) =>
        IsCompared(Figure(Young.AddSeconds(seconds)), Points(Young)).ShouldBe(isCompared);

    [Fact]
    public void Each_of_several_domains_counts_and_so_does_each_domains_oldest_interval()
    {
        IsCompared(Figure(Young), Points(Young), Points(Young.AddSeconds(-30))).ShouldBeFalse();
        IsCompared(Figure(Young), Points(Young) with { YoungAskedAt = Young.AddSeconds(-30) }).ShouldBeFalse();
        IsCompared(Figure(Young.AddSeconds(10)), Points(Young), Points(Young.AddSeconds(20))).ShouldBeTrue();
    }

    [Fact]
    public void Settled_figure_and_points_are_compared_whenever_they_were_read() =>
        IsCompared(Figure(Settled.AddDays(9)), Points(Settled.AddHours(1)) with { YoungAskedAt = null }).ShouldBeTrue();

    [Fact]
    public void Figure_that_is_not_settled_is_not_compared_with_points_that_are() =>
        IsCompared(Figure(Settled.AddSeconds(-1)), Points(Settled.AddHours(1)) with { YoungAskedAt = null }).ShouldBeFalse();

    [Fact]
    public void Stale_figure_or_points_are_not_compared_even_if_they_were_read_together()
    {
        Why(Figure(Young) with { StaleReason = new StaleReason("upstream-timeout", "Too late.") }, Points(Young))
            .ShouldBe("The reported figure is of 2018-08-01 06:00:00 and cannot be had anew, so that it may be older than the points: Too late.");
        Why(Figure(Young), Points(Young) with { Source = UsageSource.Stale, Failure = new ProviderFailure(FailureKind.Timeout, "Too late.") })
            .ShouldBe("The points are of 2018-08-01 06:00:00 and cannot be had anew, so that they may be older than the reported figure: Too late.");
    }

    private static bool IsCompared(Freshness figure, params DomainUsage[] points) => Why(figure, points) is null;

    private static string? Why(Freshness figure, params DomainUsage[] points) => FigureAges.Between(Account, July, figure, points)?.Why;

    private static Freshness Figure(DateTimeOffset fetchedAt) => new(fetchedAt, "store");

    private static DomainUsage Points(DateTimeOffset fetchedAt) => new("a.com", Failure: null)
    {
        Source = UsageSource.Store,
        Asked = July.Window.Count,
        Received = July.Window.Count,
        FetchedAt = fetchedAt,
        YoungAskedAt = fetchedAt,
        NewestPoint = null,
        FreshUntil = 0,
        Fingerprint = 0,
    };
}
