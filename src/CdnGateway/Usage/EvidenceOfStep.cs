namespace CdnGateway.Usage;

/// <summary>How much has to be seen before a pattern is not chance.</summary>
internal static class EvidenceOfStep
{
    private const long OnceIn = 1_000_000_000;

    /// <summary>How many independent events lie on multiples of a step by chance less than once in 10^9.</summary>
    /// <param name="step">At least 2.</param>
    public static int Needed(int step)
    {
        var needed = 0;
        for (var chance = 1L; chance < OnceIn; chance *= step)
        {
            needed++;
        }

        return needed;
    }

    /// <summary>The largest number that divides both (Euclid); of 0 and another the other.</summary>
    public static int CommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
