namespace CdnGateway.Usage;

/// <summary>The label of a point as both providers print it: <c>2018-06-02 17:15</c> or <c>2018-06-02 17:15:00</c>, on Beijing's clock.</summary>
/// <remarks>There are hundreds of thousands in an answer; reading each as any date is read would be most of the work.</remarks>
internal static class BeijingLabel
{
    private const int ToTheMinute = 16;
    private const int ToTheSecond = 19;

    /// <param name="text">UTF-8.</param>
    /// <param name="ticks">The instant in ticks of UTC.</param>
    /// <returns>False when it is written in another way, or is no time.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length is not (ToTheMinute or ToTheSecond) || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':')
        {
            return false;
        }

        var year = (Two(text, 0) * 100) + Two(text, 2);
        var (month, day, hour, minute) = (Two(text, 5), Two(text, 8), Two(text, 11), Two(text, 14));
        var second = text.Length == ToTheMinute ? 0 : text[16] == ':' ? Two(text, 17) : int.MaxValue;
        if (year is <= 1 or >= 9999
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59)
        {
            return false;
        }

        ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).Ticks - BeijingTime.Offset.Ticks;
        return true;
    }

    /// <returns>The number of two digits; more than any part of a time is when one of them is none.</returns>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (ten, one) = ((uint)text[at] - '0', (uint)text[at + 1] - '0');
        return ten <= 9 && one <= 9 ? (int)((ten * 10) + one) : 1_000_000;
    }
}
