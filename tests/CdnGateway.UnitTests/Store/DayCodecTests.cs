using CdnGateway.Store;

namespace CdnGateway.UnitTests.Store;

public sealed class DayCodecTests
{
    private const int Runs = 300;

    [Fact]
    public void Values_come_out_as_they_went_in() => Seeded.Runs(Runs, random =>
    {
        var values = AnyValues(random);

        Unpacked(BlockKind.Flow, DayCodec.PackValues(BlockKind.Flow, values)).ShouldBe(values);
    });

    [Fact]
    public void Times_come_out_as_they_went_in() => Seeded.Runs(Runs, random =>
    {
        var times = AnyTimes(random);
        var unpacked = new uint[DayCodec.Intervals];

        DayCodec.TryUnpackTimes(BlockKind.AskedAt, DayCodec.PackTimes(BlockKind.AskedAt, times), unpacked).ShouldBeTrue();
        unpacked.ShouldBe(times);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Day_of_one_extreme_value_comes_out_as_it_went_in(long value)
    {
        var values = new long[DayCodec.Intervals];
        Array.Fill(values, value);
        values[7] = value == 0 ? long.MaxValue : 0;

        Unpacked(BlockKind.Bandwidth, DayCodec.PackValues(BlockKind.Bandwidth, values)).ShouldBe(values);
    }

    [Fact]
    public void Block_with_any_bit_of_it_turned_is_refused() => Seeded.Runs(5, random =>
    {
        var block = DayCodec.PackValues(BlockKind.Bandwidth, AnyValues(random));
        var times = DayCodec.PackTimes(BlockKind.AskedAt, AnyTimes(random));
        for (var bit = 0; bit < block.Length * 8; bit++)
        {
            Unpacked(BlockKind.Bandwidth, Turned(block, bit)).ShouldBeNull();
        }

        for (var bit = 0; bit < times.Length * 8; bit++)
        {
            DayCodec.TryUnpackTimes(BlockKind.AskedAt, Turned(times, bit), new uint[DayCodec.Intervals]).ShouldBeFalse();
        }
    });

    [Fact]
    public void Block_with_a_byte_replaced_is_refused() => Seeded.Runs(20, random =>
    {
        var block = DayCodec.PackValues(BlockKind.Bandwidth, AnyValues(random));
        for (var i = 0; i < block.Length; i++)
        {
            var damaged = block.ToArray();
            damaged[i] = (byte)(damaged[i] + random.Next(1, 256));
            Unpacked(BlockKind.Bandwidth, damaged).ShouldBeNull();
        }
    });

    [Fact]
    public void Block_that_is_cut_off_or_goes_on_is_refused() => Seeded.Runs(5, random =>
    {
        var block = DayCodec.PackValues(BlockKind.Bandwidth, AnyValues(random));
        for (var length = 0; length < block.Length; length++)
        {
            Unpacked(BlockKind.Bandwidth, block[..length]).ShouldBeNull();
        }

        Unpacked(BlockKind.Bandwidth, [.. block, 0]).ShouldBeNull();
        Unpacked(BlockKind.Bandwidth, [.. block, .. block]).ShouldBeNull();
    });

    [Fact]
    public void Block_of_another_column_is_refused()
    {
        var block = DayCodec.PackValues(BlockKind.Bandwidth, new long[DayCodec.Intervals]);

        Unpacked(BlockKind.Flow, block).ShouldBeNull();
    }

    /// <remarks>Their checksums are right: these are the mistakes of a faulty writer, not of a faulty disk.</remarks>
    [Theory]
    [InlineData(DayCodec.Intervals - 1)]
    [InlineData(DayCodec.Intervals + 1)]
    public void Block_of_too_few_or_too_many_intervals_is_refused(int count)
    {
        Unpacked(BlockKind.Bandwidth, DayCodec.PackValues(BlockKind.Bandwidth, new long[count])).ShouldBeNull();
        DayCodec.TryUnpackTimes(BlockKind.AskedAt, DayCodec.PackTimes(BlockKind.AskedAt, new uint[count]), new uint[DayCodec.Intervals]).ShouldBeFalse();
    }

    [Fact]
    public void Value_that_cannot_be_is_refused()
    {
        var values = new long[DayCodec.Intervals];
        values[100] = -2;

        Unpacked(BlockKind.Bandwidth, DayCodec.PackValues(BlockKind.Bandwidth, values)).ShouldBeNull();
    }

    [Fact]
    public void Day_of_a_busy_domain_takes_little()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, DayCodec.Intervals).Select(i => (long)(5e9 + 3e9 * Math.Sin(i / 40.0) + 1e8 * random.NextDouble())).ToArray();
        var asked = new uint[DayCodec.Intervals];
        Array.Fill(asked, 1_790_000_000u);

        DayCodec.PackValues(BlockKind.Bandwidth, values).Length.ShouldBeLessThan(DayCodec.Intervals * 9 / 2);
        DayCodec.PackTimes(BlockKind.AskedAt, asked).Length.ShouldBeLessThan(16);
    }

    private static long[]? Unpacked(BlockKind kind, byte[] block)
    {
        var values = new long[DayCodec.Intervals];
        return DayCodec.TryUnpackValues(kind, block, values) ? values : null;
    }

    private static byte[] Turned(byte[] block, int bit)
    {
        var damaged = block.ToArray();
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        return damaged;
    }

    private static long[] AnyValues(Random random)
    {
        var bits = random.Next(1, 64);
        return [.. Enumerable.Range(0, DayCodec.Intervals).Select(_ => random.Next(4) switch
        {
            0 => DayCodec.Absent,
            1 => random.NextInt64() & ((1L << bits) - 1),
            2 => long.MaxValue / 2,
            _ => 0L,
        })];
    }

    private static uint[] AnyTimes(Random random)
    {
        var times = new uint[DayCodec.Intervals];
        var mostInARun = random.Next(1, DayCodec.Intervals);
        for (var i = 0; i < times.Length;)
        {
            var run = Math.Min(random.Next(1, mostInARun + 1), times.Length - i);
            times.AsSpan(i, run).Fill(random.Next(3) == 0 ? 0 : (uint)random.NextInt64(uint.MaxValue + 1L));
            i += run;
        }

        return times;
    }
}
