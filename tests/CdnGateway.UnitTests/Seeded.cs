using System.Globalization;

namespace CdnGateway.UnitTests;

/// <summary>Properties: the same body for many random worlds, each of which can be had again by its seed.</summary>
internal static class Seeded
{
    public static void Runs(int count, Action<Random> body)
    {
        for (var seed = 1; seed <= count; seed++)
        {
            Run(seed, body);
        }
    }

    public static void Run(int seed, Action<Random> body)
    {
        try
        {
            body(new Random(seed));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Fails for seed {seed.ToString(CultureInfo.InvariantCulture)}: {failure.Message}", failure);
        }
    }
}
