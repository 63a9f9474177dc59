using System.Globalization;

namespace CdnGateway.Benchmarks;

/// <summary>Runs the body of every benchmark once and looks at what it gives, so that none rots unseen.</summary>
internal static class Smoke
{
    private static readonly (string Name, Func<bool> IsRight)[] Checks =
    [
        ("parser", () => ParserBenchmarks.Answers.All(answer => new ParserBenchmarks { Answer = answer }.IsRight())),
        ("percentile", () => PercentileBenchmarks.Months.All(month => new PercentileBenchmarks { Month = month }.IsRight())),
        ("bounds", () => BoundsBenchmarks.Rules.All(rule => new BoundsBenchmarks { Rule = rule }.IsRight())),
        ("granularity", () => GranularityBenchmarks.Months.All(month => new GranularityBenchmarks { Month = month }.IsRight())),
        ("merge", () => new MergeBenchmarks().IsRight()),
        ("writer", () => WriterBenchmarks.Ranges.All(range => new WriterBenchmarks { Days = range }.IsRight())),
    ];

    /// <returns>The exit code: 0 when every result is right.</returns>
    public static int Run()
    {
        var wrong = 0;
        foreach (var (name, isRight) in Checks)
        {
            var verdict = isRight();
            wrong += verdict ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {(verdict ? "right" : "WRONG")}"));
        }

        return wrong == 0 ? 0 : 1;
    }
}
