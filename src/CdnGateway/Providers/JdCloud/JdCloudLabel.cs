using System.Text.Json;
using CdnGateway.Upstream;
using CdnGateway.Usage;

namespace CdnGateway.Providers.JdCloud;

/// <summary>The label of a point, <c>2018-06-02 17:15</c> on Beijing's clock; seconds and stray blanks are borne with.</summary>
internal static class JdCloudLabel
{
    private const int LongestText = 32;

    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd  HH:mm"];

    /// <returns>The instant in ticks of UTC.</returns>
    /// <exception cref="JsonException">It is no time.</exception>
    public static long Read(ref readonly Utf8JsonReader reader)
    {
        if (!reader.HasValueSequence && TryReadAsDocumented(reader.ValueSpan, out var ticks))
        {
            return ticks;
        }

        Span<char> buffer = stackalloc char[LongestText];
        ReadOnlySpan<char> text = buffer[..TolerantJson.CopyShortText(in reader, buffer)];
        return BeijingTime.TryParseLocal(text.Trim(), Formats, out var label)
            ? label.UtcTicks
            : throw new JsonException("a label is not a time");
    }

    /// <remarks>The text of every label there is; reading it as any date is read would be most of the work of an answer.</remarks>
    private static bool TryReadAsDocumented(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length != 16 || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':')
        {
            return false;
        }

        var year = (Two(text[0], text[1]) * 100) + Two(text[2], text[3]);
        var month = Two(text[5], text[6]);
        var day = Two(text[8], text[9]);
        var hour = Two(text[11], text[12]);
        var minute = Two(text[14], text[15]);
        if (year is <= 1 or >= 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
        {
            return false;
        }

        ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified).Ticks - BeijingTime.Offset.Ticks;
        return true;
    }

    /// <returns>The number; more than any part of a time is when one of them is no digit.</returns>
    private static int Two(byte tens, byte ones)
    {
        var (ten, one) = ((uint)tens - '0', (uint)ones - '0');
        return ten <= 9 && one <= 9 ? (int)((ten * 10) + one) : 1_000_000;
    }
}
