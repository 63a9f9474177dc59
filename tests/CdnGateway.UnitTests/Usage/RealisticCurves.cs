namespace CdnGateway.UnitTests.Usage;

/// <summary>Curves as traffic makes them, and what a provider that saves space makes of them.</summary>
internal static class RealisticCurves
{
    public const int PerDay = 288;

    /// <summary>Quiet nights, busy evenings, and every interval a little different.</summary>
    public static long[] Natural(Random random, int days, double noise = 0.03, double level = 1e9)
    {
        var phase = random.NextDouble() * 2 * Math.PI;
        return [.. Enumerable.Range(0, days * PerDay).Select(i =>
            (long)(level * (1 + 0.6 * Math.Sin(phase + 2 * Math.PI * i / PerDay)) * (1 + noise * (2 * random.NextDouble() - 1))))];
    }

    /// <summary>Several sines of some hours each.</summary>
    public static long[] Smooth(Random random, int days)
    {
        var amplitude = Math.Pow(10, 2 + 8 * random.NextDouble());
        var waves = Enumerable.Range(0, random.Next(1, 4))
            .Select(_ => (Phase: random.Next(4) == 0 ? 0 : random.NextDouble() * 2 * Math.PI, Hours: random.Next(3) == 0 ? 24 : random.Next(4, 60)))
            .ToList();
        var middle = random.Next(2) == 0 ? 0.5 : 0;
        return [.. Enumerable.Range(0, days * PerDay).Select(i =>
            (long)(amplitude * (waves.Count + waves.Sum(wave => Math.Sin(wave.Phase + 2 * Math.PI * (i + middle) / (wave.Hours * 12))))))];
    }

    /// <summary>The mean of every so many values, repeated in each of them.</summary>
    public static long[] Coarse(long[] values, int step) =>
        [.. values.Chunk(step).SelectMany(chunk => Enumerable.Repeat((long)chunk.Average(), chunk.Length))];

    /// <summary>Straight lines between every so manieth value.</summary>
    public static long[] Interpolated(long[] values, int step) => [.. Enumerable.Range(0, values.Length).Select(i =>
    {
        var from = i / step * step;
        var to = Math.Min(from + step, values.Length - 1);
        return from == to ? values[from] : (long)Math.Round(values[from] + (values[to] - values[from]) * (double)(i - from) / (to - from));
    })];

    /// <summary>As a provider prints that has no finer unit.</summary>
    public static long[] Printed(long[] values, decimal resolution) =>
        [.. values.Select(value => (long)Math.Round(Math.Round(value / resolution) * resolution))];

    public static long?[] Holed(Random random, long[] values, double holes) => [.. values.Select(value => random.NextDouble() < holes ? (long?)null : value)];
}
