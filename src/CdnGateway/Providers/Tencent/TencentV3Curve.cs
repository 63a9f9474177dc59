using CdnGateway.Usage;

namespace CdnGateway.Providers.Tencent;

/// <summary>One metric of one domain while an answer is being read.</summary>
internal sealed class TencentV3Curve(UsageWindow window, long most)
{
    private const long Absent = -1;

    private readonly long[] _values = Filled(window.Count);
    private readonly long _start = window.Start.UtcTicks;

    /// <summary>Why no number of it can be trusted; the other domains of the answer have nothing to do with that.</summary>
    public string? Complaint { get; private set; }

    /// <summary>The value of an interval in whole units; negative when there is none.</summary>
    public long this[int index] => _values[index];

    /// <summary>Puts a value where its label says; one outside of the window was not asked for.</summary>
    /// <param name="label">The start of the interval, in ticks of UTC.</param>
    /// <param name="value">As printed; halves are rounded away from zero.</param>
    public void Put(long label, decimal value)
    {
        if (label % UsageWindow.Interval.Ticks != 0)
        {
            Complaint ??= "a label is not on a five-minute border";
        }
        else if (value < 0 || value > most)
        {
            Complaint ??= "a value is negative or beyond reason";
        }
        else if (label >= _start && (label - _start) / UsageWindow.Interval.Ticks is var index && index < window.Count)
        {
            Put((int)index, (long)decimal.Round(value, MidpointRounding.AwayFromZero));
        }
    }

    private void Put(int index, long value)
    {
        if (_values[index] != Absent && _values[index] != value)
        {
            Complaint ??= "one interval is given twice with different values";
        }

        _values[index] = value;
    }

    private static long[] Filled(int count)
    {
        var values = new long[count];
        Array.Fill(values, Absent);
        return values;
    }
}
