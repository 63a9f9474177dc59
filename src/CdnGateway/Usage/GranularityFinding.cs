namespace CdnGateway.Usage;

/// <summary>Why points are not the 5-minute values that they look like.</summary>
internal enum GranularityKind
{
    /// <summary>They are regularly further apart.</summary>
    Sparse,

    /// <summary>The value of a longer interval is repeated in each of its five minutes.</summary>
    Coarse,

    /// <summary>They lie on straight lines between values that are further apart.</summary>
    Interpolated,
}

/// <summary>Points that were made of longer intervals.</summary>
/// <param name="Kind">What was done to them.</param>
/// <param name="IntervalMinutes">How long the intervals are that they were made of.</param>
/// <param name="FirstDay">The first Beijing day on which it shows.</param>
/// <param name="Detail">One sentence for callers.</param>
internal sealed record GranularityFinding(GranularityKind Kind, int IntervalMinutes, DateOnly FirstDay, string Detail);
