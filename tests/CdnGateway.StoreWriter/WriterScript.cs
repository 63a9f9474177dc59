using CdnGateway.Store;
using CdnGateway.Usage;

namespace CdnGateway.StoreWriter;

/// <summary>What the process writes: of each of its curves a first answer, a second, and so on, the same in every life.</summary>
internal static class WriterScript
{
    private const int Day = 288;

    public static readonly KeptAccount Account = new("jd", "jdcloud", "https://opencdn.jcloud.com", "holder");

    /// <summary>The curves, each written in order, all at the same time.</summary>
    public static readonly IReadOnlyList<string> Domains = ["a.example.com", "b.example.com", "c.example.com", "d.example.com"];

    /// <summary>Everything that is ever written to a curve.</summary>
    public static UsageWindow Whole { get; } = Window(0, 8 * Day);

    /// <summary>The answer that makes a curve's version so many, and when it was asked for.</summary>
    public static (UsageSeries Answer, DateTimeOffset AskedAt) Keep(string domain, long version)
    {
        var random = new Random(HashCode(domain, version));
        var count = random.Next(1, 3 * Day);
        var answer = new UsageSeries(Window(random.Next(8 * Day - count), count));
        for (var i = 0; i < count; i++)
        {
            if (random.Next(10) > 0)
            {
                answer.Set(i, random.NextInt64(100_000_000_000), random.NextInt64(4_000_000_000_000));
            }
        }

        return (answer, Whole.End.AddSeconds(version + random.Next(5)));
    }

    private static UsageWindow Window(int first, int count)
    {
        var start = new DateTimeOffset(2018, 6, 1, 0, 0, 0, BeijingTime.Offset);
        return UsageWindow.Of(start + first * UsageWindow.Interval, start + (first + count) * UsageWindow.Interval);
    }

    /// <remarks>That of the framework differs from process to process.</remarks>
    private static int HashCode(string domain, long version) => unchecked(domain[0] * 1_000_003 + (int)version);
}
