using System.Buffers.Binary;
using System.Numerics;

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

        var previous = 0UL;
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryRead(ref content, out var difference))
            {
                return false;
            }

            previous = unchecked(previous + (ulong)UnZigZag(difference));
            values[i] = unchecked((long)(previous - 1));
            if (values[i] < Absent)
            {
                return false;
            }
        }

        return content.IsEmpty;
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

        var previous = 0L;
        while (!times.IsEmpty)
        {
            if (!TryRead(ref content, out var run) || run is 0 || run > (ulong)times.Length || !TryRead(ref content, out var difference))
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

        return content.IsEmpty;
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

    private static bool TryRead(ref ReadOnlySpan<byte> content, out ulong value)
    {
        value = 0;
        for (int i = 0, shift = 0; i < content.Length && shift < 64; i++, shift += 7)
        {
            value |= (ulong)(content[i] & 0x7F) << shift;
            if (content[i] < 0x80)
            {
                content = content[(i + 1)..];
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
