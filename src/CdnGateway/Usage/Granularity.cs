namespace CdnGateway.Usage;

/// <summary>How long an interval of an answer is.</summary>
internal enum Granularity
{
    /// <summary>The provider's own 5 minutes.</summary>
    FiveMinutes,

    /// <summary>An hour of the clock.</summary>
    Hour,

    /// <summary>A Beijing day.</summary>
    Day,
}
