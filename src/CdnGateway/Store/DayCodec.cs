using System.Buffers.Binary;
using System.Numerics;

namespace CdnGateway.Store;

/// <summary>Packs the 288 intervals of a Beijing day into a block, and takes them out again.</summary>
/// <remarks>
/// A block is its kind, which is its format too; its content; and the CRC-32C of both, so that a damaged block is refused and never a wrong
/// number. Values are kept as value + 1, which leaves 0 for absent, by their differences, zigzag: sixteen at a time in as many bytes each as
/// the largest of them needs, which is as small as varints are and several times as fast to read. Times come in runs, as varints: a settled
/// day was asked for in one or two calls.
/// </remarks>
internal static class DayCodec
{
    /// <summary>5-minute intervals of a day.</summary>
    public const int Intervals = 288;

    /// <summary>Stands for a value that is absent.</summary>
    public const long Absent = -1;

    private const int Group = 16;
    private const int LongestBlock = 1 + Intervals * 10 + Checksum; // more than enough, so that whole words can be read and written at the end
    private const int Checksum = sizeof(uint);

    /// <summary>A block of values, each 0 or more, or <see cref="Absent"/>.</summary>
    public static byte[] PackValues(BlockKind kind, ReadOnlySpan<long> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Intervals, nameof(values));
        Span<byte> block = stackalloc byte[LongestBlock];
        Span<ulong> differences = stackalloc ulong[Group];
        block[0] = (byte)kind;
        var (length, previous) = (1, 0UL);
        for (; !values.IsEmpty; values = values[Group..])
        {
            var all = 0UL;
            for (var i = 0; i < Group; i++)
            {
                var next = unchecked((ulong)values[i] + 1);
                differences[i] = ZigZag(unchecked((long)(next - previous)));
                all |= differences[i];
                previous = next;
            }

            var width = (64 - BitOperations.LeadingZeroCount(all) + 7) / 8;
            block[length++] = (byte)width;
            for (var i = 0; i < Group; i++, length += width)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(block[length..], differences[i]);
            }
        }

        return Sealed(block, length);
    }

    /// <summary>Takes the values out; false when the block is damaged or of another kind.</summary>
    public static bool TryUnpackValues(BlockKind kind, ReadOnlySpan<byte> block, Span<long> values)
    {
        if (block.Length > LongestBlock || !TryOpen(kind, block, out var content))
        {
            return false;
        }

        Span<byte> words = stackalloc byte[LongestBlock];
        content.CopyTo(words);
        var (at, previous, isWrong) = (0, 0UL, false);
        for (; !values.IsEmpty; values = values[Group..])
        {
            int width = words[at++];
            if (width > sizeof(ulong) || at + Group * width > content.Length)
            {
                return false;
            }

            var mask = width == sizeof(ulong) ? ulong.MaxValue : (1UL << (8 * width)) - 1;
            for (var i = 0; i < Group; i++, at += width)
            {
                var difference = BinaryPrimitives.ReadUInt64LittleEndian(words[at..]) & mask;
                previous = unchecked(previous + (ulong)UnZigZag(difference));
                values[i] = unchecked((long)(previous - 1));
                isWrong |= values[i] < Absent;
            }
        }

        return at == content.Length && !isWrong;
    }

    /// <summary>A block of times in Unix seconds, 0 for never.</summary>
    public static byte[] PackTimes(BlockKind kind, ReadOnlySpan<uint> times)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(times.Length, Intervals, nameof(times));
        Span<byte> block = stackalloc byte[LongestBlock];
        block[0] = (byte)kind;
        var length = 1;
        var previous = 0L;
        while (!times.IsEmpty)
        {
            var end = times.IndexOfAnyExcept(times[0]);
            var run = end < 0 ? times.Length : end;
            Write(block, ref length, (ulong)run);
            Write(block, ref length, ZigZag(times[0] - previous));
            previous = times[0];
            times = times[run..];
        }

        return Sealed(block, length);
    }

    /// <summary>Takes the times out; false when the block is damaged or of another kind.</summary>
    public static bool TryUnpackTimes(BlockKind kind, ReadOnlySpan<byte> block, Span<uint> times)
    {
        if (!TryOpen(kind, block, out var content))
        {
            return false;
        }

        var (at, previous) = (0, 0L);
        while (!times.IsEmpty)
        {
            if (!TryRead(content, ref at, out var run)
                || run is 0
                || run > (ulong)times.Length
                || !TryRead(content, ref at, out var difference))
            {
                return false;
            }

            previous = unchecked(previous + UnZigZag(difference));
            if (previous is < 0 or > uint.MaxValue)
            {
                return false;
            }

            times[..(int)run].Fill((uint)previous);
            times = times[(int)run..];
        }

        return at == content.Length;
    }

    private static byte[] Sealed(Span<byte> block, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(block[length..], Crc(block[..length]));
        return block[..(length + Checksum)].ToArray();
    }

    private static bool TryOpen(BlockKind kind, ReadOnlySpan<byte> block, out ReadOnlySpan<byte> content)
    {
        var isWhole = block.Length > Checksum
            && block[0] == (byte)kind
            && BinaryPrimitives.ReadUInt32LittleEndian(block[^Checksum..]) == Crc(block[..^Checksum]);
        content = isWhole ? block[1..^Checksum] : default;
        return isWhole;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var rest in bytes)
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }

    private static ulong ZigZag(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    private static long UnZigZag(ulong value) => unchecked((long)(value >> 1) ^ -(long)(value & 1));

    private static void Write(Span<byte> block, ref int length, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            block[length++] = (byte)(value | 0x80);
        }

        block[length++] = (byte)value;
    }

    private static bool TryRead(ReadOnlySpan<byte> content, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; at < content.Length && shift < 64; shift += 7)
        {
            ulong next = content[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What a block holds, in its first byte: one number a content and format, so that a column is never taken for another.</summary>
internal enum BlockKind : byte
{
    /// <summary>Bit/s.</summary>
    Bandwidth = 0x11,

    /// <summary>Bytes.</summary>
    Flow = 0x12,

    /// <summary>When an interval was last asked for.</summary>
    AskedAt = 0x13,
}
