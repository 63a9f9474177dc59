using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class Percentile95Tests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 1)]
    [InlineData(20, 2)]
    [InlineData(288, 15)]
    [InlineData(4032, 202)]
    [InlineData(8064, 404)]
    [InlineData(8352, 418)]
    [InlineData(8640, 433)]
    [InlineData(8928, 447)]
    public void Figure_of_so_many_points_is_the_one_at_this_place_from_the_top(int points, int place)
    {
        // Descending from so many to 1, so that the value names its place.
        var series = Curves.Series([.. Enumerable.Range(0, points).Select(i => (long?)(points - i))]);

        var figure = Percentile95.Of(series);

        figure!.Value.BandwidthBps.ShouldBe(points - place + 1);
        figure.Value.Time.ShouldBe(series.Window.TimeAt(place - 1));
        Percentile95.Discarded(points).ShouldBe(place - 1);
    }

    [Fact]
    public void Discarded_of_many_points_does_not_overflow() => Percentile95.Discarded(int.MaxValue).ShouldBe(107_374_182);

    [Fact]
    public void Figure_of_no_point_is_none()
    {
        Percentile95.Of(Curves.Series(null, null)).ShouldBeNull();
        Percentile95.Of(new UsageSeries(Curves.Window(0))).ShouldBeNull();
    }

    [Fact]
    public void Holes_are_not_zeros()
    {
        // Of twenty received ones one is dropped; were the hundred holes zeros, six would be.
        long?[] values = [.. Enumerable.Repeat((long?)null, 100), .. Enumerable.Range(1, 20).Select(i => (long?)i)];

        Percentile95.Of(Curves.Series(values))!.Value.BandwidthBps.ShouldBe(19);
    }

    [Fact]
    public void Zeros_are_points()
    {
        long?[] values = [.. Enumerable.Repeat((long?)0, 380), .. Enumerable.Repeat((long?)7, 20)];

        Percentile95.Of(Curves.Series(values))!.Value.ShouldBe(new BillingPoint(0, Curves.At("2018-06-01T00:00")));
    }

    [Fact]
    public void Ties_rank_by_time_so_the_discarded_ones_are_the_earliest()
    {
        // Forty equal points, two dropped: the third interval sets the figure.
        var equal = Curves.Series([.. Enumerable.Repeat((long?)5, 40)]);
        // One higher point takes one of the two places.
        var withPeak = Curves.Series([.. Enumerable.Repeat((long?)5, 39), 9]);

        Percentile95.Of(equal)!.Value.ShouldBe(new BillingPoint(5, Curves.At("2018-06-01T00:10")));
        Percentile95.Of(withPeak)!.Value.ShouldBe(new BillingPoint(5, Curves.At("2018-06-01T00:05")));
    }

    [Theory]
    [InlineData(28)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(31)]
    public void Figure_agrees_with_the_plain_rule_on_random_months(int days) => Seeded.Runs(2_500, random =>
    {
        var most = random.Next(3) switch { 0 => 4, 1 => 1000, _ => int.MaxValue };
        var values = Curves.Random(random, days * 288, most, holes: random.Next(3) * 0.1);

        var figure = Percentile95.Of(Curves.Series(values));

        var plain = PlainPercentile.Of(values)!.Value;
        figure.ShouldBe(new BillingPoint(plain.Bandwidth, Curves.At("2018-06-01T00:00") + plain.Index * TimeSpan.FromMinutes(5)));
    });

    [Fact]
    public void Figure_agrees_with_the_plain_rule_on_a_few_points() => Seeded.Runs(2_000, random =>
    {
        var values = Curves.Random(random, random.Next(1, 130), random.Next(1, 12), holes: random.NextDouble());

        var figure = Percentile95.Of(Curves.Series(values));

        (figure?.BandwidthBps, figure?.Time).ShouldBe(PlainPercentile.Of(values) is { } plain
            ? (plain.Bandwidth, Curves.At("2018-06-01T00:00") + plain.Index * TimeSpan.FromMinutes(5))
            : ((long?)null, (DateTimeOffset?)null));
    });
}
