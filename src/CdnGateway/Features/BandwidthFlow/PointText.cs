using System.Globalization;
using CdnGateway.Usage;

namespace CdnGateway.Features.BandwidthFlow;

/// <summary>The 5-minute points of a curve as JSON, as many at a time as there is room for.</summary>
/// <remarks>
/// An answer is points for the most part. From one to the next little but the figures changes, so a point is a copy of the text before its
/// figures, with the clock put right.
/// </remarks>
/// <param name="series">The points.</param>
/// <param name="total">The overlay whose sum they are, where they are one.</param>
internal sealed class PointText(UsageSeries series, Overlay? total)
{
    /// <summary>More than the longest point takes.</summary>
    public const int MostBytes = 192;

    private const int MinutesADay = 24 * 60;
    private const int MinutesAnInterval = 5;
    private const int DateAt = 10;
    private const int HourAt = DateAt + 11;
    private const int MinuteAt = HourAt + 3;

    private readonly byte[] _head = ",{\"time\":\"0000-00-00T00:00:00+08:00\",\"bandwidthBps\":"u8.ToArray();
    private readonly long _startMinute = series.Window.Start.Ticks / TimeSpan.TicksPerMinute;
    private long _day = -1;
    private int _next;
    private bool _hasWritten;

    public bool AtEnd => _next == series.Window.Count;

    /// <summary>Writes the next points.</summary>
    /// <param name="room">At least <see cref="MostBytes"/>.</param>
    /// <returns>How many bytes they take; 0 when all that was left is absent.</returns>
    public int WriteTo(Span<byte> room)
    {
        var bandwidths = series.Bandwidths;
        var flows = series.Flows;
        var written = 0;
        for (; _next < bandwidths.Length && room.Length - written >= MostBytes; _next++)
        {
            if (bandwidths[_next] >= 0)
            {
                written += Write(room[written..], bandwidths[_next], flows[_next]);
            }
        }

        return written;
    }

    private int Write(Span<byte> room, long bandwidthBps, long flowBytes)
    {
        SetClock(_startMinute + ((long)_next * MinutesAnInterval));
        var head = _hasWritten ? _head : _head.AsSpan(1);
        _hasWritten = true;
        head.CopyTo(room);
        var at = head.Length;
        at += WriteNumber(room[at..], bandwidthBps);
        ",\"flowBytes\":"u8.CopyTo(room[at..]);
        at += 13;
        at += WriteNumber(room[at..], flowBytes);
        if (total?.MissingSeriesAt(_next) is > 0 and var missing)
        {
            ",\"missingSeries\":"u8.CopyTo(room[at..]);
            at += 17;
            at += WriteNumber(room[at..], missing);
        }

        room[at] = (byte)'}';
        return at + 1;
    }

    private void SetClock(long minute)
    {
        var day = minute / MinutesADay;
        if (day != _day)
        {
            _day = day;
            DateOnly.FromDayNumber((int)day).TryFormat(_head.AsSpan(DateAt), out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var minuteOfDay = (int)(minute - (day * MinutesADay));
        SetTwoDigits(HourAt, minuteOfDay / 60);
        SetTwoDigits(MinuteAt, minuteOfDay % 60);
    }

    private void SetTwoDigits(int at, int number)
    {
        _head[at] = (byte)('0' + (number / 10));
        _head[at + 1] = (byte)('0' + (number % 10));
    }

    private static int WriteNumber(Span<byte> room, long number)
    {
        number.TryFormat(room, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
