using CdnGateway.Billing;

namespace CdnGateway.UnitTests.Billing;

public sealed class OffPeakRateTests
{
    [Theory]
    [InlineData(0, 1_000_000, 0)]
    [InlineData(1, 1_000_000, 1_000_000)]
    [InlineData(0.5, 3, 2)]
    [InlineData(0.5, 1, 1)]
    [InlineData(0.35, 10, 4)]
    [InlineData(0.349, 10, 3)]
    [InlineData(1, long.MaxValue, long.MaxValue)]
    public void Part_of_a_value_rounds_half_up(double rate, long value, long part) => new OffPeakRate((decimal)rate).Of(value).ShouldBe(part);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void Rate_outside_of_0_to_1_is_refused(double rate) => Should.Throw<ArgumentOutOfRangeException>(() => new OffPeakRate((decimal)rate));

    /// <remarks>The bounds rest on this: between the discounted ends every whole number can be had.</remarks>
    [Fact]
    public void Discounted_values_grow_without_a_gap() => Seeded.Runs(200, random =>
    {
        var rate = new OffPeakRate(random.Next(0, 1001) / 1000m);
        var first = random.NextInt64(0, 1L << 50);
        for (var value = first; value < first + 2000; value++)
        {
            (rate.Of(value + 1) - rate.Of(value)).ShouldBeInRange(0, 1);
        }
    });

    [Fact]
    public void Rate_of_more_decimals_than_a_contract_has_is_rounded() =>
        new OffPeakRate(0.3333333333333333333333333333m).Of(3_000_000_000_000_000_000).ShouldBe(999_999_999_999_999_999);
}
