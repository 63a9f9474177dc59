namespace CdnGateway.Sandbox.JdCloud;

/// <summary>Which edge of its five minutes a point's label marks.</summary>
public enum JdPointLabel
{
    /// <summary>00:00 to 00:05 is labelled 00:05: JD's documented default (<c>time_point=endTime</c>).</summary>
    IntervalEnd,

    /// <summary>00:00 to 00:05 is labelled 00:00 (<c>time_point=startTime</c>).</summary>
    IntervalStart,
}
