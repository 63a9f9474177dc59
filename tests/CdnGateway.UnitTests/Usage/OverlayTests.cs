using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class OverlayTests
{
    [Fact]
    public void The_95_of_a_sum_is_not_the_sum_of_95s()
    {
        // One is high in the first half of a hundred points, the other in the second; together they are level.
        var morning = Curves.Series([.. Enumerable.Repeat((long?)100, 50), .. Enumerable.Repeat((long?)10, 50)]);
        var evening = Curves.Series([.. Enumerable.Repeat((long?)10, 50), .. Enumerable.Repeat((long?)100, 50)]);

        var overlay = Overlay.Of(morning.Window, [morning, evening]);

        Percentile95.Of(morning)!.Value.BandwidthBps.ShouldBe(100);
        Percentile95.Of(evening)!.Value.BandwidthBps.ShouldBe(100);
        Percentile95.Of(overlay.Sum)!.Value.BandwidthBps.ShouldBe(110);
    }

    [Fact]
    public void Overlay_over_a_longer_window_knows_no_more_than_before()
    {
        var overlay = Overlay.Of(Curves.Window(3), [Curves.Series(8, null, 8), Curves.Series(16, 16, null)]);

        var longer = overlay.Over(Curves.Window(5));

        Enumerable.Range(0, 5).Select(longer.MissingSeriesAt).ShouldBe([0, 1, 1, 0, 0]);
        Enumerable.Range(0, 5).Select(longer.Sum.Has).ShouldBe([true, true, true, false, false]);
        longer.Sum.ReceivedBandwidths().ShouldBe([24L, 16L, 8L]);
    }

    [Fact]
    public void Sums_that_lack_somebody_are_no_whole_ones()
    {
        var overlay = Overlay.Of(Curves.Window(3), [Curves.Series(8, null, 8), Curves.Series(16, 16, null)]);

        var whole = overlay.WholeSums();

        Enumerable.Range(0, 3).Select(whole.Has).ShouldBe([true, false, false]);
        whole.BandwidthAt(0).ShouldBe(24);
    }

    [Fact]
    public void One_curve_alone_is_its_own_overlay()
    {
        var curve = Curves.Series(8, null, 8);

        var overlay = Overlay.Of(curve);

        overlay.Sum.ShouldBe(curve);
        Enumerable.Range(0, 3).Select(overlay.MissingSeriesAt).ShouldBe([0, 1, 0]);
        overlay.IncompletePoints.ShouldBe(0);
    }

    [Fact]
    public void Point_that_some_curve_lacks_is_in_the_sum_and_counted()
    {
        var overlay = Overlay.Of(Curves.Window(4), [Curves.Series(8, null, 8, null), Curves.Series(16, 16, null, null), Curves.Series(1, 1, 1, null)]);

        Enumerable.Range(0, 4).Select(overlay.MissingSeriesAt).ShouldBe([0, 1, 1, 3]);
        Enumerable.Range(0, 4).Select(overlay.Sum.Has).ShouldBe([true, true, true, false]);
        overlay.Sum.ReceivedBandwidths().ShouldBe([25L, 17L, 9L]);
        overlay.Sum.FlowAt(0).ShouldBe(900);
        overlay.IncompletePoints.ShouldBe(2);
        overlay.MostMissingSeriesIn(0, 2).ShouldBe(1);
        overlay.MostMissingSeriesIn(2, 2).ShouldBe(3);
    }

    [Fact]
    public void Overlay_of_no_curve_has_no_point()
    {
        var overlay = Overlay.Of(Curves.Window(3), []);

        overlay.Sum.Received.ShouldBe(0);
        overlay.IncompletePoints.ShouldBe(0);
    }

    [Fact]
    public void Overlay_of_one_curve_is_the_curve() => Seeded.Runs(50, random =>
    {
        var curve = Curves.Series(Curves.Random(random, 200, 100, holes: 0.2));

        var overlay = Overlay.Of(curve.Window, [curve]);

        overlay.Sum.ReceivedBandwidths().ShouldBe(curve.ReceivedBandwidths());
        Percentile95.Of(overlay.Sum).ShouldBe(Percentile95.Of(curve));
        overlay.IncompletePoints.ShouldBe(0);
    });

    [Fact]
    public void Overlay_agrees_with_adding_up_column_by_column() => Seeded.Runs(300, random =>
    {
        var count = random.Next(1, 60);
        var rows = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Curves.Random(random, count, 1000, holes: 0.3)).ToList();

        var overlay = Overlay.Of(Curves.Window(count), [.. rows.Select(row => Curves.Series(row))]);

        for (var i = 0; i < count; i++)
        {
            var column = rows.Select(row => row[i]).OfType<long>().ToList();
            overlay.Sum.Has(i).ShouldBe(column.Count > 0);
            overlay.MissingSeriesAt(i).ShouldBe(rows.Count - column.Count);
            if (column.Count > 0)
            {
                overlay.Sum.BandwidthAt(i).ShouldBe(column.Sum());
                overlay.Sum.FlowAt(i).ShouldBe(column.Sum(Curves.FlowOf));
            }
        }
    });

    [Fact]
    public void Sum_beyond_64_bits_stays_at_the_largest_number()
    {
        var curve = new UsageSeries(Curves.Window(1));
        curve.Set(0, long.MaxValue - 1, long.MaxValue / 2);

        var overlay = Overlay.Of(curve.Window, [curve, curve, curve, Curves.Series(5)]);

        overlay.Sum.BandwidthAt(0).ShouldBe(long.MaxValue);
        overlay.Sum.FlowAt(0).ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Series_that_is_reused_for_the_next_curve_adds_what_it_held() => Seeded.Runs(50, random =>
    {
        var window = Curves.Window(random.Next(1, 60));
        var rows = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Curves.Random(random, window.Count, 1000, holes: 0.3)).ToList();
        var sum = new OverlaySum(window);
        var reused = new UsageSeries(window);
        foreach (var row in rows)
        {
            reused.Clear();
            reused.Take(Curves.Series(row));
            sum.Add(reused);
        }

        var whole = Overlay.Of(window, [.. rows.Select(row => Curves.Series(row))]);
        var overlay = sum.ToOverlay();
        overlay.Sum.Bandwidths.ToArray().ShouldBe(whole.Sum.Bandwidths.ToArray());
        overlay.Sum.Flows.ToArray().ShouldBe(whole.Sum.Flows.ToArray());
        overlay.MissingSeries.ToArray().ShouldBe(whole.MissingSeries.ToArray());
        sum.Curves.ShouldBe(rows.Count);
    });

    [Fact]
    public void Curve_of_another_window_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new OverlaySum(Curves.Window(3)).Add(Curves.Series(1, 2)));
}
