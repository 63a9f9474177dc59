using CdnGateway.Features.Query;

namespace CdnGateway.Features.BandwidthFlow;

internal static class BandwidthFlowParameters
{
    public static readonly QueryParameter Start = new(
        "start",
        "Start of the range, inclusive. ISO 8601 with offset or Z, Unix seconds or milliseconds, or without offset in Beijing time. Default: an hour before the end.",
        "2018-06-02T17:15:00+08:00")
    {
        Preset = true,
    };

    public static readonly QueryParameter End = new(
        "end",
        "End of the range, exclusive; written like start. A point belongs to the range when its interval starts in it; intervals that have not ended yet are left out. Default: now.",
        "2018-06-02T17:30:00+08:00")
    {
        Preset = true,
    };

    public static readonly QueryParameter Interval = new(
        "interval",
        "5m (as the provider gives it), 1h, or 1d (a Beijing day).",
        "5m")
    {
        Values = ["5m", "1h", "1d"],
        Default = "5m",
    };

    public static readonly QueryParameters All = new(
    [
        SharedParameters.Domain, SharedParameters.Account, SharedParameters.Provider, Start, End, Interval, SharedParameters.Format,
    ]);
}
