using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Usage;

public sealed class SelectionTests
{
    private const int Month = 8928;

    public static TheoryData<string, Func<int, long>> Shapes => new()
    {
        { "ascending", i => i },
        { "descending", i => Month - i },
        { "all equal", _ => 7 },
        { "zeros", _ => 0 },
        { "two values", i => i % 2 },
        { "sawtooth", i => i % 288 },
        { "organ pipe", i => Math.Min(i, Month - i) },
        { "valley", i => Math.Max(i, Month - i) },
        { "mostly zero", i => i % 97 == 0 ? i : 0 },
        { "the largest there are", i => long.MaxValue - i % 3 },
        { "pivots from the bottom", i => i % (Month / 9) == 0 ? i / (Month / 9) : Month },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Value_at_a_place_is_the_one_that_sorting_puts_there(string shape, Func<int, long> value)
    {
        long[] values = [.. Enumerable.Range(0, Month).Select(value)];
        long[] sorted = [.. values.Order()];

        foreach (var place in new[] { 0, 1, Month / 2, Month * 95 / 100, Month - 1 - Percentile95.Discarded(Month), Month - 2, Month - 1 })
        {
            Selection.Smallest([.. values], place).ShouldBe(sorted[place], $"{shape} at {place}");
        }
    }

    [Fact]
    public void Value_at_a_place_of_random_values_is_the_one_that_sorting_puts_there() => Seeded.Runs(3_000, random =>
    {
        var most = random.Next(3) switch { 0 => 5, 1 => 1000, _ => long.MaxValue };
        long[] values = [.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => random.NextInt64(most))];
        var place = random.Next(values.Length);
        long[] sorted = [.. values.Order()];

        Selection.Smallest(values, place).ShouldBe(sorted[place]);
        values.Order().ShouldBe(sorted); // reordered, and nothing lost
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Place_outside_is_refused(int place) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Selection.Smallest([1, 2, 3], place));

    [Fact]
    public void Input_made_against_the_pivots_is_answered_all_the_same()
    {
        var values = BadPivots.Make(Month);
        long[] sorted = [.. values.Order()];
        var place = Month - 1 - Percentile95.Discarded(Month);

        Selection.Smallest(values, place).ShouldBe(sorted[place]);
    }
}
