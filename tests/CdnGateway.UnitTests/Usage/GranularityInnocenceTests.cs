using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

/// <summary>A wrong finding keeps a right bill from its reader, so what is real must never be flagged.</summary>
public sealed class GranularityInnocenceTests
{
    private const decimal Mbps2 = 10485.76m;
    private const int Month = 30 * RealisticCurves.PerDay;

    [Fact]
    public void Plain_curves_are_let_pass()
    {
        ShouldPass([.. Enumerable.Repeat(0L, Month)]);
        ShouldPass([.. Enumerable.Repeat(5_000_000L, Month)]);
        ShouldPass(Of(i => i));
        ShouldPass(Of(i => i * 1_000_000L));
        ShouldPass(Of(i => i % 288));
        ShouldPass(Of(i => i % 12));
        ShouldPass(Of(i => i % 12 * 1_000_000L));
        ShouldPass(Of(i => i % 288 * 1_000_000L));
        ShouldPass(Of(i => i % 288 < 96 ? 0 : 1_000_000));
        ShouldPass(Of(i => i % 24 < 12 ? 0 : 1_000_000));
    }

    [Fact]
    public void Ramps_are_let_pass_however_they_are_rounded() => Seeded.Runs(300, random =>
    {
        var slope = random.Next(3) == 0 ? 10486.0 / random.Next(1, 30) : Math.Pow(10, 6 * random.NextDouble());
        ShouldPass(Of(i => (long)(i * slope)));
        ShouldPass([.. Of(i => i / 12 * (long)slope).Select(value => (long?)value)]); // a slow ramp in large steps looks like this
    });

    [Fact]
    public void Days_that_are_constant_each_are_let_pass() => Seeded.Runs(300, random =>
    {
        var days = Enumerable.Range(0, 30).Select(_ => random.NextInt64(0, 1L << 40)).ToArray();
        ShouldPass(Of(i => days[i / RealisticCurves.PerDay]));
    });

    [Fact]
    public void Smooth_curves_are_let_pass_at_any_amplitude() => Seeded.Runs(3_000, random => ShouldPass(RealisticCurves.Smooth(random, days: 3)));

    /// <remarks>One sine a day, in steps so coarse that it becomes a staircase of its own: the amplitudes where its steps may fall on borders are all tried.</remarks>
    [Fact]
    public void Sine_of_a_few_steps_is_let_pass()
    {
        for (var levels = 0.5; levels < 60; levels *= 1.002)
        {
            foreach (var shift in new[] { 0, 0.25, 0.5, 6, 12.5 })
            {
                var amplitude = levels * (double)Mbps2;
                var day = Enumerable.Range(0, RealisticCurves.PerDay)
                    .Select(i => (long)(amplitude * (1 + Math.Sin(2 * Math.PI * (i + shift) / RealisticCurves.PerDay))));
                ShouldPass([.. day]);
            }
        }
    }

    /// <remarks>
    /// Its sharpest bends lie on borders, and at some amplitude only they are more than rounding. Printed values are looked at with their own tolerance:
    /// half an hour's wave of two printed steps does consist of straight lines.
    /// </remarks>
    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(24)]
    public void Sine_that_turns_on_borders_is_let_pass_at_any_amplitude(int step)
    {
        for (var amplitude = 1.0; amplitude < 1e7; amplitude *= 1.005)
        {
            long[] day = [.. Enumerable.Range(0, RealisticCurves.PerDay).Select(i => (long)Math.Round(amplitude * (1 + Math.Cos(Math.PI * i / step))))];
            ShouldPass([.. day.Select(value => (long?)value)]);
            GranularityGuard.Check(Curves.Series([.. RealisticCurves.Printed(day, Mbps2).Select(value => (long?)value)]), GranularityGuard.ToleranceOf(Mbps2)).ShouldBeNull();
        }
    }

    [Fact]
    public void Noise_is_let_pass() => Seeded.Runs(500, random =>
    {
        var most = random.Next(2, 6);
        ShouldPass(Of(_ => random.Next()));
        ShouldPass(Of(_ => random.Next(most) * 1_000_000L));
    });

    [Fact]
    public void Natural_days_are_let_pass() => Seeded.Runs(500, random =>
        ShouldPass(RealisticCurves.Natural(random, days: 10, noise: Math.Pow(10, -4 * random.NextDouble()), level: Math.Pow(10, 3 + 7 * random.NextDouble()))));

    [Fact]
    public void Quiet_domain_of_a_handful_of_values_is_let_pass() => Seeded.Runs(1_000, random =>
    {
        var values = Enumerable.Range(0, random.Next(2, 7)).Select(_ => (long)(random.Next(0, 30) * Mbps2)).ToArray();
        var restless = random.NextDouble() * random.NextDouble();
        var now = 0L;
        ShouldPass(Of(_ => now = random.NextDouble() < restless ? values[random.Next(values.Length)] : now));
    });

    [Fact]
    public void Curves_with_holes_are_let_pass() => Seeded.Runs(1_000, random =>
    {
        var holes = random.NextDouble();
        ShouldPass(RealisticCurves.Holed(random, RealisticCurves.Natural(random, days: 3), holes));
        ShouldPass(RealisticCurves.Holed(random, RealisticCurves.Smooth(random, days: 3), holes));
        ShouldPass(RealisticCurves.Holed(random, [.. Enumerable.Range(0, 900).Select(i => (long)i / 40 * 10486)], holes));
    });

    [Fact]
    public void Few_points_prove_nothing() => Seeded.Runs(300, random =>
    {
        var spacing = random.Next(2, 30);
        var values = new long?[30 * 288];
        for (var i = 0; i < 11; i++)
        {
            values[i * spacing] = i;
        }

        ShouldPass(values);
    });

    private static long[] Of(Func<int, long> value) => [.. Enumerable.Range(0, Month).Select(value)];

    private static void ShouldPass(long[] values)
    {
        ShouldPass([.. values.Select(value => (long?)value)]);
        ShouldPass([.. RealisticCurves.Printed(values, Mbps2).Select(value => (long?)value)]);
    }

    private static void ShouldPass(long?[] values)
    {
        var series = Curves.Series(values);
        GranularityGuard.Check(series).ShouldBeNull();
        GranularityGuard.Check(series, GranularityGuard.ToleranceOf(Mbps2)).ShouldBeNull();
    }
}
