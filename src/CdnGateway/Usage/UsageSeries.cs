namespace CdnGateway.Usage;

/// <summary>
/// The 5-minute points of one curve over a window: bandwidth in bit/s and flow in bytes. A point is there or it is absent;
/// absent is not zero.
/// </summary>
internal sealed class UsageSeries(UsageWindow window)
{
    private const long Absent = -1;

    private readonly long[] _bandwidth = Filled(window.Count);
    private readonly long[] _flow = new long[window.Count];

    /// <summary>The intervals that the series speaks of.</summary>
    public UsageWindow Window { get; } = window;

    /// <summary>How many points are there.</summary>
    public int Received { get; private set; }

    /// <summary>How many are absent.</summary>
    public int Missing => Window.Count - Received;

    /// <summary>Every bandwidth in bit/s, position by position; negative where the point is absent.</summary>
    public ReadOnlySpan<long> Bandwidths => _bandwidth;

    /// <summary>Every flow in bytes, position by position; means nothing where the point is absent.</summary>
    public ReadOnlySpan<long> Flows => _flow;

    /// <summary>True when the point is there.</summary>
    public bool Has(int index) => _bandwidth[index] != Absent;

    /// <summary>Bandwidth in bit/s of a point that is there.</summary>
    public long BandwidthAt(int index) => _bandwidth[index];

    /// <summary>Flow in bytes of a point that is there.</summary>
    public long FlowAt(int index) => _flow[index];

    /// <summary>Puts a point in, or over the one that was there.</summary>
    /// <param name="index">Position in the window.</param>
    /// <param name="bandwidthBps">Bit/s, not negative.</param>
    /// <param name="flowBytes">Bytes, not negative.</param>
    public void Set(int index, long bandwidthBps, long flowBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bandwidthBps);
        ArgumentOutOfRangeException.ThrowIfNegative(flowBytes);
        Received += Has(index) ? 0 : 1;
        _bandwidth[index] = bandwidthBps;
        _flow[index] = flowBytes;
    }

    /// <summary>Takes every point out, so that the series can be filled anew.</summary>
    public void Clear()
    {
        Array.Fill(_bandwidth, Absent);
        Received = 0;
    }

    /// <summary>Takes over every point of another series that lies inside this one's window.</summary>
    public void Take(UsageSeries other)
    {
        var shift = other.Window.PositionIn(Window);
        var to = Math.Min(other.Window.Count, Window.Count - shift);
        for (var i = Math.Max(0, -shift); i < to; i++)
        {
            if (other.Has(i))
            {
                Set(i + shift, other.BandwidthAt(i), other.FlowAt(i));
            }
        }
    }

    /// <summary>The bandwidths of the points that are there, ascending by time.</summary>
    public long[] ReceivedBandwidths() => Array.FindAll(_bandwidth, value => value != Absent);

    private static long[] Filled(int count)
    {
        var values = new long[count];
        Array.Fill(values, Absent);
        return values;
    }
}
