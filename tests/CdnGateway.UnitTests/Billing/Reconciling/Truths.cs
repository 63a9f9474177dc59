using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Billing.Reconciling;

/// <summary>Random months that look like traffic, with events where a wrong border would show.</summary>
internal static class Truths
{
    /// <param name="random">The seed's.</param>
    /// <param name="first">First day of a month.</param>
    /// <param name="step">What printed values are multiples of.</param>
    /// <param name="domains">How many.</param>
    /// <param name="quietDays">So many days have no traffic.</param>
    /// <param name="level">Bit/s about which the traffic moves; by default from 0.5 to 5 Gbit/s.</param>
    /// <param name="length">How many days; by default the month's. Of nine, 5 % are not whole either, and they are sooner billed.</param>
    public static Truth Of(Random random, string first, decimal step, int domains = 1, int quietDays = 0, int? length = null, double? level = null)
    {
        var day = Curves.Day(first);
        var days = length ?? DateTime.DaysInMonth(day.Year, day.Month);
        var quiet = Enumerable.Range(1, days - 2).OrderBy(_ => random.Next()).Take(quietDays).ToHashSet();
        var borders = Borders(random, days);
        return new Truth(day, days, step, Enumerable.Range(0, domains).ToDictionary(
            domain => $"d{domain}.example.com",
            _ => Curve(random, level ?? 5e8 * Math.Pow(10, random.NextDouble()), day, days, quiet, borders),
            StringComparer.Ordinal));
    }

    private static decimal[] Curve(Random random, double level, DateOnly first, int days, HashSet<int> quiet, double[] borders)
    {
        var nights = Enumerable.Range(0, 3).Select(_ => random.Next(1, days - 1)).ToHashSet();
        var values = new decimal[(days * 288) + (2 * Truth.Margin)];
        for (var i = 0; i < values.Length; i++)
        {
            var index = i - Truth.Margin;
            var (day, hour) = ((int)Math.Floor(index / 288.0), ((index + 288) % 288) / 12.0);
            var wave = 0.6 - (0.4 * Math.Cos((hour - 5) / 24 * 2 * Math.PI));
            var weekend = first.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.15 : 1;
            var night = nights.Contains(day) && hour < 8 ? 2.5 : 1;
            var noise = 1 + ((random.NextDouble() - 0.5) * 0.2);
            values[i] = quiet.Contains(day) ? 0 : Math.Round((decimal)(level * wave * weekend * night * noise * borders[i]), 3);
        }

        return values;
    }

    /// <summary>The hours at either border are far above or below everything, each by its own coin.</summary>
    private static double[] Borders(Random random, int days)
    {
        var factors = Enumerable.Repeat(1.0, (days * 288) + (2 * Truth.Margin)).ToArray();
        var (start, end) = (Truth.Margin, Truth.Margin + (days * 288));
        var isUp = random.Next(2) == 0;
        foreach (var (border, up) in new[] { (start, isUp), (end, !isUp) })
        {
            // Five minutes on one side of the border are not like those on the other, nor are the eight hours after it like those before.
            factors[border - 1] = up ? 4 : 0.1;
            factors[border] = up ? 0.1 : 4;
            for (var i = border + 1; i < border + 96; i++)
            {
                factors[i] = up ? 0.2 : 6;
            }
        }

        return factors;
    }
}
