using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CdnGateway.Store;

/// <summary>Packs the 288 intervals of a Beijing day into a block, and takes them out again.</summary>
/// <remarks>
/// A block is its kind, which is its format too; then differences, zigzag, as varints of seven bits a byte; then the CRC-32C of all that,
/// so that a damaged block is refused and never a wrong number. Values are kept as value + 1, which leaves 0 for absent. Times come in
/// runs: a settled day was asked for in one or two calls.
/// </remarks>
internal static class DayCodec
{
    /// <summary>5-minute intervals of a day.</summary>
    public const int Intervals = 288;

    /// <summary>Stands for a value that is absent.</summary>
    public const long Absent = -1;

    private const int LongestBlock = 1 + Intervals * 10 + Checksum;
    private const int Checksum = sizeof(uint);

    /// <summary>A block of values, each 0 or more, or <see cref="Absent"/>.</summary>
    public static byte[] PackValues(BlockKind kind, ReadOnlySpan<long> values)
    {
        Span<byte> block = stackalloc byte[LongestBlock];
        block[0] = (byte)kind;
        var length = 1;
        var previous = 0UL;
        foreach (var value in values)
        {
            var next = unchecked((ulong)value + 1);
            Write(block, ref length, ZigZag(unchecked((long)(next - previous))));
            previous = next;
        }

        return Sealed(block, length);
    }

    /// <summary>Takes the values out; false when the block is damaged or of another kind.</summary>
    public static bool TryUnpackValues(BlockKind kind, ReadOnlySpan<byte> block, Span<long> values)
    {
        if (!TryOpen(kind, block, out var content))
        {
            return false;
        }

        var (at, previous, isWrong) = (0, 0UL, false);
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryRead(content, ref at, out var difference))
            {
                return false;
            }

            previous = unchecked(previous + (ulong)UnZigZag(difference));
            var value = unchecked((long)(previous - 1));
            isWrong |= value < Absent;
            values[i] = value;
        }

        return at == content.Length && !isWrong;
    }

    /// <summary>A block of times in Unix seconds, 0 for never.</summary>
    public static byte[] PackTimes(BlockKind kind, ReadOnlySpan<uint> times)
    {
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

    /// <remarks>Eight bytes at a time: how long a varint is cannot be foreseen, and a loop over its bytes stumbles at nearly every one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRead(ReadOnlySpan<byte> content, ref int at, out ulong value)
    {
        const ulong Continues = 0x8080_8080_8080_8080;
        if (content.Length - at < sizeof(ulong))
        {
            return TryReadSlowly(content, ref at, out value);
        }

        var bytes = BinaryPrimitives.ReadUInt64LittleEndian(content[at..]);
        var ends = ~bytes & Continues;
        if (ends == 0)
        {
            return TryReadSlowly(content, ref at, out value);
        }

        at += (BitOperations.TrailingZeroCount(ends) + 1) / 8;
        bytes &= (ends ^ (ends - 1)) & ~Continues;
        bytes = (bytes & 0x007F_007F_007F_007F) | ((bytes & 0x7F00_7F00_7F00_7F00) >> 1);
        bytes = (bytes & 0x0000_3FFF_0000_3FFF) | ((bytes & 0x3FFF_0000_3FFF_0000) >> 2);
        value = (bytes & 0x0FFF_FFFF) | ((bytes & 0x0FFF_FFFF_0000_0000) >> 4);
        return true;
    }

    private static bool TryReadSlowly(ReadOnlySpan<byte> content, ref int at, out ulong value)
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
