namespace CdnGateway.Reading;

/// <summary>Tells whether a curve has changed in this process since somebody looked.</summary>
/// <remarks>Curves share stamps by their hash: two may look changed together, and no change is ever missed.</remarks>
internal sealed class ChangeStamps
{
    private const int Count = 4096;

    private readonly long[] _stamps = new long[Count];

    public void Change(Route route) => Interlocked.Increment(ref _stamps[SlotOf(route)]);

    /// <summary>The stamps of some curves as they are now.</summary>
    public Stamped Of(IEnumerable<Route> routes)
    {
        int[] slots = [.. routes.Select(SlotOf).Distinct()];
        return new Stamped(slots, [.. slots.Select(slot => Volatile.Read(ref _stamps[slot]))]);
    }

    /// <summary>True when none of the curves has changed since.</summary>
    public bool Hold(Stamped stamped)
    {
        for (var i = 0; i < stamped.Slots.Length; i++)
        {
            if (Volatile.Read(ref _stamps[stamped.Slots[i]]) != stamped.Stamps[i])
            {
                return false;
            }
        }

        return true;
    }

    private static int SlotOf(Route route) => (int)((uint)route.GetHashCode() % Count);
}

/// <summary>What some curves' stamps were at a time.</summary>
internal sealed record Stamped(int[] Slots, long[] Stamps)
{
    public static Stamped Nothing { get; } = new([], []);

    public static Stamped All(IEnumerable<Stamped> parts)
    {
        var all = parts.ToList();
        return all is [var only] ? only : new Stamped([.. all.SelectMany(s => s.Slots)], [.. all.SelectMany(s => s.Stamps)]);
    }
}
