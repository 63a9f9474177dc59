using CdnGateway.Usage;

namespace CdnGateway.Store;

/// <summary>What is kept of one curve over a window: its points, and when each interval was last asked for.</summary>
/// <remarks>Asked for and absent is not the same as never asked for. A series can be filled again and again, one domain after the other.</remarks>
internal sealed class KeptSeries(UsageWindow window)
{
    private readonly uint[] _asked = new uint[window.Count];

    /// <summary>The points that are kept.</summary>
    public UsageSeries Points { get; } = new(window);

    public UsageWindow Window => Points.Window;

    /// <summary>Grows with every write to the curve; tells replicas that what they read has changed since.</summary>
    public long Version { get; set; }

    /// <summary>When an interval was last asked for, in Unix seconds; 0 for never.</summary>
    public ReadOnlySpan<uint> AskedAt => _asked;

    public bool WasAsked(int index) => _asked[index] != 0;

    /// <summary>Marks an interval as asked for.</summary>
    public void Ask(int index, uint at) => _asked[index] = at;

    /// <summary>Takes an answer over, as the store would: the later asking wins, and no point is lost.</summary>
    public void Take(UsageSeries answer, uint askedAt)
    {
        var shift = answer.Window.PositionIn(Window);
        var to = Math.Min(answer.Window.Count, Window.Count - shift);
        for (var i = Math.Max(0, -shift); i < to; i++)
        {
            var index = i + shift;
            if (answer.Has(i) && (askedAt >= _asked[index] || !Points.Has(index)))
            {
                Points.Set(index, answer.BandwidthAt(i), answer.FlowAt(i));
            }

            _asked[index] = Math.Max(_asked[index], askedAt);
        }
    }

    public KeptSeries Copy()
    {
        var copy = new KeptSeries(Window) { Version = Version };
        copy.Points.Take(Points);
        _asked.CopyTo(copy._asked, 0);
        return copy;
    }

    /// <summary>Forgets everything, for the next domain.</summary>
    public void Clear()
    {
        Array.Clear(_asked);
        Points.Clear();
        Version = 0;
    }
}
