using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Billing;

/// <summary>Months such as they come and worse: holes, ties, days without traffic, days just at the threshold, days that are missing.</summary>
internal static class RandomMonths
{
    public static long?[] Of(Random random, int days, int perDay = 288)
    {
        var most = random.Next(4) switch { 0 => 4, 1 => 2_000, 2 => 1_000_000, _ => int.MaxValue };
        var month = Curves.Random(random, days * perDay, most, holes: random.Next(3) * 0.1);
        for (var day = 0; day < days; day++)
        {
            Overwrite(random, month.AsSpan(day * perDay, perDay));
        }

        return month;
    }

    private static void Overwrite(Random random, Span<long?> day)
    {
        switch (random.Next(12))
        {
            case 0:
                day.Fill(0);
                break;
            case 1:
                day.Fill(null);
                break;
            case 2:
                Lower(day, random.Next(999, 1003));
                break;
            default:
                break;
        }
    }

    private static void Lower(Span<long?> day, long most)
    {
        foreach (ref var value in day)
        {
            value = value > most ? most : value;
        }
    }
}
